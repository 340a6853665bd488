//! Extraction of reader comments.

use maintext::{Article, Extractor, Options, TextOptions};

const STORY: &str = "<h1>Roof hives beat the fields</h1>\
    <p>Bees that live on roofs bring home more honey than those in the fields, keepers in the old town say, since \
    gardens and balconies flower from March to October, while fields are green for most of the year.</p>\
    <p>The city now counts four hundred hives, twice as many as ten years ago, and has asked keepers to register.</p>\
    <p>Not everybody is glad: wild bees find less to eat where too many hives stand, a study of the university says.</p>";

fn page(comments: &str) -> Article {
    maintext::extract(&format!(
        "<html lang=en><title>Roof hives beat the fields</title><article>{STORY}</article>{comments}"
    ))
}

fn seen(article: &Article) -> Vec<(Option<&str>, Option<&str>, &str, usize)> {
    let comments = article.comments().iter();
    comments.map(|comment| (comment.author(), comment.date(), comment.text(), comment.depth())).collect()
}

#[test]
fn replies_in_nested_lists_have_depth() {
    let article = page(
        "<div id=comments class=comments-area><h2>2 thoughts</h2><ol class=comment-list>\
         <li id=comment-1 class='comment even depth-1'><div class=comment-author><cite class=fn>Ann Lee</cite> \
         <span class=says>says:</span></div><div class=comment-metadata><time datetime='2025-03-09T08:30:00+01:00'>March \
         9</time></div><div class=comment-content><p>My balcony hums.</p><p>All summer long!</p></div>\
         <a class=comment-reply-link href=#r>Reply</a>\
         <ol class=children><li id=comment-2 class='comment odd depth-2'><div class=comment-author><cite class=fn>Bo</cite>\
         </div><div class=comment-content><p>So does mine, Ann.</p></div><a class=comment-reply-link href=#r>Reply</a></li>\
         </ol></li></ol></div><form id=commentform class=comment-form>Leave a reply <input name=author></form>",
    );
    assert_eq!(
        seen(&article),
        [
            (Some("Ann Lee"), Some("2025-03-09T08:30:00+01:00"), "My balcony hums.\n\nAll summer long!", 0),
            (Some("Bo"), None, "So does mine, Ann.", 1),
        ]
    );
}

#[test]
fn comments_in_a_definition_list_are_separate() {
    let article = page(
        "<div class=comments><dl id=comments-block><dt class=comment-author>Ann Lee said...</dt><dd class=comment-body>\
         <p>My balcony hums all day.</p></dd><dd class=comment-footer>March 9, 2025 at 8:30 AM</dd>\
         <dt class=comment-author>Bo said...</dt><dd class=comment-body><p>So does mine.</p></dd>\
         <dd class=comment-footer>March 10, 2025 at 9:10 AM</dd></dl></div>",
    );
    assert_eq!(
        seen(&article),
        [
            (Some("Ann Lee"), Some("2025-03-09"), "My balcony hums all day.", 0),
            (Some("Bo"), Some("2025-03-10"), "So does mine.", 0),
        ]
    );
}

#[test]
fn sibling_elements_are_one_comment_each() {
    let article = page(
        "<div class=comments-head>Comments</div><div class=comments-body><p>My balcony hums all day.</p><p>At night, too.</p>\
         <span class=comments-post>Posted by: Ann Lee at March 9, 2025 08:30 AM</span></div>\
         <div class=comments-body><p>So does mine.</p>\
         <span class=comments-post>Posted by: Bobby at March 10, 2025 09:10 AM</span></div>",
    );
    assert_eq!(
        seen(&article),
        [
            (Some("Ann Lee"), Some("2025-03-09"), "My balcony hums all day.\n\nAt night, too.", 0),
            (Some("Bobby"), Some("2025-03-10"), "So does mine.", 0),
        ]
    );
}

#[test]
fn comment_titles_are_part_of_the_text() {
    let article = page(
        "<ul class=comments><li class=comment><h4>What could go wrong?</h4><p>by annlee on Friday, 7 March 2025 at 8:08</p>\
         <p>My balcony hums all day, and I wonder whether that is the bees.</p></li>\
         <li class=comment><h4>Re: What could go wrong?</h4><p>by bobby on Friday, 7 March 2025 at 9:10</p><p>It is the fridge.</p></li></ul>",
    );
    assert_eq!(
        seen(&article),
        [
            (
                Some("annlee"),
                Some("2025-03-07"),
                "What could go wrong?\n\nMy balcony hums all day, and I wonder whether that is the bees.",
                0
            ),
            (Some("bobby"), Some("2025-03-07"), "Re: What could go wrong?\n\nIt is the fridge.", 0),
        ]
    );
}

#[test]
fn comments_are_read_from_microdata() {
    let comment = |name: &str, text: &str| {
        format!(
            "<div itemprop=comment itemscope itemtype='https://schema.org/Comment'><b itemprop=name>{name}</b>\
             <meta itemprop=dateCreated content=2025-03-09><div itemprop=text><p>{text}</div></div>"
        )
    };
    let article =
        page(&format!("<section>{}{}</section>", comment("Ann Lee", "It hums here."), comment("Bo", "It hums there.")));
    assert_eq!(seen(&article).len(), 2);
    assert_eq!(seen(&article)[1].0, Some("Bo"));
    assert_eq!(seen(&article)[1].2, "It hums there.");
}

#[test]
fn comments_are_read_from_json_ld_if_the_page_shows_none() {
    let article = page(
        "<script type=application/ld+json>{\"@type\": \"Article\", \"comment\": [{\"@type\": \"Comment\", \"author\": \
         {\"name\": \"Ann Lee\"}, \"text\": \"It hums.\", \"dateCreated\": \"2025-03-09\"}]}</script>",
    );
    assert_eq!(seen(&article), [(Some("Ann Lee"), Some("2025-03-09"), "It hums.", 0)]);
}

#[test]
fn forms_and_counts_are_not_comments() {
    for comments in [
        "",
        "<div class=comments><h3>0 comments</h3><form>Name <input> Comment <textarea></textarea></form></div>",
        "<div class=comment-form><p>Sign in to comment on this story, please.</p></div>",
        "<div class='widget most-commented'><ul><li><a href=/a>The village that votes by lantern</a></ul></div>",
    ] {
        assert_eq!(seen(&page(comments)), [], "{comments}");
    }
    assert!(maintext::extract("").comments().is_empty());
}

#[test]
fn posts_of_a_thread_are_main_text_and_not_comments() {
    let post = |name: &str, text: &str| {
        format!(
            "<div class=comment><b class=author>{name}</b> <time datetime=2025-03-09>9 March</time><p>{text}</p></div>"
        )
    };
    let posts = ["Ann", "Bo", "Cy"]
        .map(|name| post(name, "My balcony hums all day, and I wonder whether that is the bees or the fridge."));
    let article = maintext::extract(&format!(
        "<title>Who hums?</title><h1>Who hums?</h1><div class=comments>{}</div>",
        posts.concat()
    ));
    assert!(article.comments().is_empty());
}

/// Returns a responsive page with comments long enough to be main text.
fn responsive_page(story: &str, comments: usize) -> Article {
    maintext::extract(&format!(
        "<meta name=viewport content='width=device-width'>{}",
        page_with_comments(story, comments)
    ))
}

fn page_with_comments(story: &str, comments: usize) -> String {
    let comment = |number: usize| {
        format!(
            "<li class=comment><b class=author>Ann Lee</b> <time datetime=2025-03-09>9 March</time><p>My balcony hums \
             all day, number {number} of its hives most of all, and I wonder whether that is the bees or the fridge that stands \
             there since we moved in, in a spring long ago.</p><p>The neighbours, who hear it too, say that it must be the bees.</p></li>"
        )
    };
    let comments: String = (0..comments).map(comment).collect();
    format!(
        "<html lang=en><title>Roof hives beat the fields</title>\
         <article>{story}<ol class=comments>{comments}</ol></article>"
    )
}

#[test]
fn comments_after_a_story_are_not_main_text() {
    // The convention does not depend on whether the page looks old.
    for article in [responsive_page(STORY, 4), maintext::extract(&page_with_comments(STORY, 4))] {
        assert!(article.text().contains("Bees that live on roofs"));
        assert!(!article.text().contains("My balcony"));
        assert_eq!(article.comments().len(), 4);
    }
}

#[test]
fn comments_stay_at_their_place_if_the_caller_wants_them() {
    let extractor = Extractor::new(Options::new().with_comments(true));
    let article = extractor.extract(&page_with_comments(STORY, 4)).unwrap();
    let text = article.text();
    let (story, comment) = (text.find("Bees that live on roofs"), text.find("number 3 of its hives"));
    assert!(story.is_some() && comment > story, "{text}");
    assert_eq!(article.comments().len(), 4);
    // They do not follow a second time.
    assert_eq!(article.text_with(&TextOptions::new().with_comments(true)), text);
}

#[test]
fn question_with_many_long_answers_is_a_thread() {
    let question = "<h1>Who hums?</h1><p>There is a humming in our house that nobody can explain, day and night, and most \
        of all on the balcony, where some hives stand since the spring. Does anybody else hear it, and what is it, please?</p>";
    let article = responsive_page(question, 12);
    assert!(article.text().contains("number 7 of its hives"), "{}", article.text());
    assert!(article.comments().is_empty());
}

#[test]
fn reviews_are_comments_only_on_product_pages() {
    let page = |kind: &str| {
        maintext::extract(&format!(
            "<html lang=en><meta name=viewport content='width=device-width'><meta property=og:type content={kind}>\
             <title>Roof hive</title>{STORY}<div class=product-reviews><div class=review-item><b class=author>Ann Lee</b> \
             <time datetime=2025-03-09>9 March</time><p>It hums all day on my balcony, and the bees seem to like it.</p></div></div>"
        ))
    };
    assert_eq!(seen(&page("product"))[0].0, Some("Ann Lee"));
    assert!(!page("product").text().contains("hums all day"));
    assert_eq!(seen(&page("article")), []);
}

#[test]
fn comments_in_details_elements_are_read() {
    let comment = |title: &str, poster: &str, text: &str, replies: &str| {
        format!(
            "<details class=CommentBox open><summary><h3>{title}</h3><p class=CommentPoster>Posted Jan 28, 2026 18:02 UTC (Wed) \
             by <b>{poster}</b> (subscriber, #4711) [<a href=/11/>Link</a>]</p></summary><div class=FormattedComment>{text}</div>\
             {replies}</details>"
        )
    };
    let reply = comment("Re: Old hives", "oyen", "They hum all day, and nobody minds.", "");
    let article = page(&format!(
        "{}{}",
        comment("Old hives", "hargreaves", "Does this also help those with old hives?", &reply),
        comment("Eleven hives", "mallow", "Nobody will ever find room for eleven hives.", "")
    ));
    let authors: Vec<_> = seen(&article).iter().map(|&(author, date, _, depth)| (author, date, depth)).collect();
    let date = Some("2026-01-28");
    assert_eq!(authors, [(Some("hargreaves"), date, 0), (Some("oyen"), date, 1), (Some("mallow"), date, 0)]);
}

#[test]
fn comments_with_an_age_instead_of_a_date_are_read() {
    let variants = [
        "<li class=comment><div class=comment-author><b>seagull44</b> <span>2 days ago</span></div>\
         <div class=comment-content><p>My balcony hums.</p></div><a class=reply href=#r>Reply</a></li>",
        "<li class=comment><div class=meta><strong>seagull44</strong> · vor 2 Tagen</div><p>My balcony hums.</p></li>",
        "<li class=comment><p>seagull44, il y a 3 heures</p><p>My balcony hums.</p></li>",
        "<li class=comment><a class=username href=u>seagull44</a><span>hace una hora</span><p>My balcony hums.</p></li>",
    ];
    for item in variants {
        let list = format!("<section id=comments class=comments-area><ol>{item}{item}{item}</ol></section>");
        let details =
            format!("<details class=comments><summary>3 comments</summary><ol>{item}{item}{item}</ol></details>");
        for article in [page(&list), page(&details)] {
            assert_eq!(seen(&article), [(Some("seagull44"), None, "My balcony hums.", 0); 3], "{item}");
        }
    }
}

#[test]
fn sentence_that_mentions_days_is_text_of_a_comment() {
    let item = "<li class=comment><b class=author>Ann Lee</b><p>We saw the first bees two days ago.</p></li>";
    let article = page(&format!("<ol class=comments>{item}{item}</ol>"));
    assert_eq!(article.comments()[0].text(), "We saw the first bees two days ago.");
}
