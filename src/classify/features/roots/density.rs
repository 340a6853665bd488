//! The element with the maximum density sum (Sun, Song, Liao 2011, "DOM based content extraction via text density").

use crate::classify::features::sums::{Sums, ratio};
use crate::html::tree::{NodeId, Tree};

/// Returns the element whose children have the maximum sum of composite text densities.
pub(super) fn root(tree: &Tree, sums: &[Sums]) -> NodeId {
    let page_link_ratio = ratio(sums[0].link_chars, sums[0].chars);
    let mut density_sums = vec![0.0_f32; tree.len()];
    for node in 1..tree.len() as NodeId {
        let sum = &sums[node as usize];
        if sum.elements > 0.0 && sum.chars > 0.0 {
            density_sums[tree.parent(node) as usize] += composite_density(sum, page_link_ratio);
        }
    }
    let larger = |best: (f32, NodeId), (node, &density): (usize, &f32)| {
        if density > best.0 { (density, node as NodeId) } else { best }
    };
    density_sums.iter().enumerate().fold((0.0, 0), larger).1
}

/// Composite text density (Sun et al. 2011, formula 3): characters per element, weighted by a logarithm whose base
/// grows with the share of link text. The formula is undefined without text outside links, so the divisors are at least
/// 1.
fn composite_density(sum: &Sums, page_link_ratio: f32) -> f32 {
    let elements = sum.elements.max(1.0);
    let link_elements = sum.link_elements.max(1.0);
    let other_chars = (sum.chars - sum.link_chars).max(1.0);
    let base = (sum.chars / other_chars * sum.link_chars + page_link_ratio * sum.chars + std::f32::consts::E).ln();
    let argument = (sum.chars / sum.link_chars.max(1.0)) * (elements / link_elements);
    // The base is at least ln(e) = 1, and a logarithm to base 1 is undefined: keep it above 1.
    sum.chars / elements * (argument.max(1.0).ln() / base.max(1.01).ln()).clamp(0.0, 100.0)
}
