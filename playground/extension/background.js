/** A click opens the reader beside the tab. The click also allows the extension to read that tab, and no other. */
chrome.action.onClicked.addListener((tab) => {
  chrome.tabs.create({ url: chrome.runtime.getURL(`reader.html?tab=${tab.id}`), index: tab.index + 1, openerTabId: tab.id });
});
