//! The learner's answers: `// review: <rule> because …` on the line of a finding, or in the comments right above it.

use kata_verdict::Finding;

use crate::code::Code;

/// Puts the answers that stand in the source to the sites that they are about.
pub(crate) fn take_answers(findings: &mut [Finding], code: &Code) {
    for finding in findings {
        for site in &mut finding.sites {
            let source = code.sources().iter().find(|source| source.name == site.file);
            site.answer = source.and_then(|source| answer_at(&source.text, site.line, &finding.rule));
        }
    }
}

fn answer_at(text: &str, line: usize, rule: &str) -> Option<String> {
    let lines: Vec<_> = text.lines().take(line).collect();
    let (own, above) = lines.split_last()?;
    let attached = above.iter().rev().take_while(|line| is_comment_or_attribute(line));
    std::iter::once(own).chain(attached).find_map(|line| reason(line, rule))
}

fn is_comment_or_attribute(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") || line.starts_with("#[")
}

fn reason(line: &str, rule: &str) -> Option<String> {
    let (_, answer) = line.split_once("// review:")?;
    let reason = answer.trim_start().strip_prefix(rule)?.trim_start().strip_prefix("because")?.trim();
    (!reason.is_empty()).then(|| reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_stands_on_the_line_or_in_the_comments_above() {
        let on_the_line = "fn a() {} // review: long-function because it is a table";
        let above = "/// Docs.\n// review: long-function because it is a table\n#[inline]\nfn a() {}";
        for (text, line) in [(on_the_line, 1), (above, 4)] {
            assert_eq!(answer_at(text, line, "long-function").as_deref(), Some("it is a table"), "{text}");
        }
    }

    #[test]
    fn what_is_no_answer_to_this_finding_leaves_it_open() {
        let open = [
            "fn a() {} // review: long-function",
            "fn a() {} // review: long-function because",
            "fn a() {} // review: deep-nesting because it is a table",
            "fn a() {} // reviewed: long-function because it is a table",
        ];
        for text in open {
            assert_eq!(answer_at(text, 1, "long-function"), None, "{text}");
        }
        let too_far = "// review: long-function because it is a table\n\nfn a() {}";
        assert_eq!(answer_at(too_far, 3, "long-function"), None);
    }
}
