//! A kata as students get it: what is asked, and what to begin with. What answers lies sealed.

use kata_archive::Packed;
use kata_assignment::Assignment;
use kata_catalog::{Error, Kata, SEALED, Sealed, Starter};
use toml::Table;

use crate::{Tree, copied, name, read_text, tree};

/// What of `kata.toml` is no answer.
const SHOWN: [&str; 7] = ["format", "draft", "title", "minutes", "phases", "summary", "roles"];

/// The files of `katas/<slug>` in a students' pack.
pub(crate) fn given(kata: &Kata, assignment: &Assignment) -> Result<Tree, Error> {
    let home = format!("katas/{}", kata.slug());
    let mut files = vec![
        Packed::plain(format!("{home}/kata.toml"), shown(kata, &home)?),
        Packed::plain(format!("{home}/BRIEF.md"), kata.brief()?),
        Packed::plain(format!("{home}/{SEALED}"), Sealed::of(kata, assignment.twist.as_deref())?.to_bytes()?),
    ];
    let mut below = |folder: &str, part: Tree| {
        files.extend(part.into_iter().map(|file| Packed { name: format!("{home}/{folder}/{}", file.name), ..file }));
    };
    // Without the modules of twists.
    below("api", tree(&kata.api()?)?);
    for starter in Starter::ALL {
        below(&format!("starter/{}", starter.word()), tree(&kata.starter(starter)?)?);
    }
    let tests = kata.dir().join("starter/tests");
    files.extend(copied(kata.root(), kata.root().relative(&tests))?);
    Ok(files)
}

fn shown(kata: &Kata, home: &str) -> Result<String, Error> {
    let path = format!("{home}/kata.toml");
    let mut table: Table = read_text(kata.root(), &path)?
        .parse()
        .map_err(|error: toml::de::Error| Error::of(&path, error.message().to_owned()))?;
    table.retain(|field, _| SHOWN.contains(&field));
    Ok(table.to_string())
}

/// The files of `katas/<slug>` for whoever judges: all of them.
pub(crate) fn whole(kata: &Kata) -> Result<Tree, Error> {
    let home = kata.dir();
    let mut files = copied(kata.root(), kata.root().relative(&home))?;
    // What a build by hand may have left there.
    files.retain(|file| !file.name.contains("/target/"));
    name(&home).map(|_| files)
}
