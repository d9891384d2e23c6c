//! `dutyphone catalogue list`: each id with its product and owner.

use crate::catalogue::{AppId, Catalogue, Country, Family, Relation};
use crate::cli::args::{ListArgs, PlatformArg};
use crate::cli::ui::countries::named;
use crate::inventory::Platform;
use crate::report::escape::{prose, terminal};
use crate::report::layout::{WIDTH, fill};
use anyhow::Context as _;

/// What is asked for, with names resolved.
struct Wanted<'a> {
    country: Option<Country>,
    owner: Option<usize>,
    category: Option<&'a str>,
    platform: Option<Platform>,
}

pub(super) fn text(args: &ListArgs, catalogue: &Catalogue) -> anyhow::Result<String> {
    let wanted = Wanted::of(args, catalogue)?;
    let mut lines = String::new();
    for family in catalogue.families() {
        for app in family.app_ids() {
            if wanted.includes(&family, &app, catalogue) {
                lines.push_str(&line(&family, &app, catalogue));
                lines.push('\n');
            }
        }
    }
    Ok(lines)
}

impl<'a> Wanted<'a> {
    fn of(args: &'a ListArgs, catalogue: &Catalogue) -> anyhow::Result<Self> {
        let country = args.country.as_deref().map(|name| {
            catalogue
                .country_by_name(name)
                .with_context(|| format!("`{name}` is neither the name nor the code of a country"))
        });
        let owner = args.owner.as_deref().map(|id| {
            let hint = "look for it with `dutyphone explain`";
            let known = catalogue.owner_by_id(id);
            known.with_context(|| format!("there is no owner `{id}`\nhint: {hint}"))
        });
        let category = args.category.as_deref().map(|word| {
            let all: Vec<&str> = catalogue.categories().collect();
            let known = all.contains(&word).then_some(word);
            known.with_context(|| {
                format!(
                    "there is no kind `{word}`\nhint: there are {}",
                    all.join(", ")
                )
            })
        });
        Ok(Self {
            country: country.transpose()?,
            owner: owner.transpose()?,
            category: category.transpose()?,
            platform: args.platform.map(|platform| match platform {
                PlatformArg::Android => Platform::Android,
                PlatformArg::Ios => Platform::Ios,
            }),
        })
    }

    fn includes(&self, family: &Family<'_>, app: &AppId<'_>, catalogue: &Catalogue) -> bool {
        let owner = app.owner().unwrap_or_else(|| family.owner());
        let of_country = |country: Country| {
            let tie = catalogue.attribute(owner, &[country], Relation::Any);
            tie.is_some()
        };
        let of_owner = |wanted: usize| catalogue.chain(owner).any(|(place, _)| place == wanted);
        self.platform.is_none_or(|wanted| wanted == app.platform())
            && self.country.is_none_or(of_country)
            && self.owner.is_none_or(of_owner)
            && self
                .category
                .is_none_or(|wanted| family.categories().any(|category| category == wanted))
    }
}

/// The id on a line of its own, for `grep`, and below it what is known of it.
fn line(family: &Family<'_>, app: &AppId<'_>, catalogue: &Catalogue) -> String {
    let owner = app.owner().unwrap_or_else(|| family.owner());
    let control = catalogue
        .chain(owner)
        .find_map(|(_, owner)| owner.control().next());
    let country = control.map_or_else(
        || "country not known".to_owned(),
        |country| named(country, catalogue),
    );
    let owner = catalogue.owner(owner);
    let sure = owner.map_or("low", |owner| owner.confidence().as_str());
    let about = format!(
        "{} ({}); {} ({}), {country}; confidence: id {}, owner {sure}",
        app.name().unwrap_or_else(|| family.name()),
        family.id(),
        owner.map_or("", |owner| owner.name()),
        owner.map_or("", |owner| owner.id()),
        app.confidence(),
    );
    let indent = " ".repeat(9);
    let about = fill(&prose(&about), WIDTH, &indent, &indent);
    format!("{:7}  {}\n{about}", app.platform(), terminal(app.id()))
}
