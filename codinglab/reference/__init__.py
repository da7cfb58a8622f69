"""Reference tables and teaching cases through time: the only layer that reads reference files.

Cases: `codinglab.reference.cases.list_cases`, `codinglab.reference.cases.load_case`,
`codinglab.reference.cases.load_key`.

Code lists: `codinglab.reference.systems.list_of` gives the dated list of a system,
`codinglab.reference.code_view.view` the page of an ICD-10-CM code on a day.

Tables that edits read: `codinglab.reference.rule_tables.rule_table`,
`codinglab.reference.rule_tables.editions_of`, `codinglab.reference.rule_tables.installable`.

The store: `codinglab.reference.build.build_store` compiles it, `codinglab.reference.store.open_store`
opens it.

Official files: `codinglab.reference.install.catalogue.sources` lists them,
`codinglab.reference.install.install.install` installs an edition,
`codinglab.reference.install.releases.list_releases` says which are there,
`codinglab.reference.install.releases.release_on` which of them holds a day.

Folders: `codinglab.reference.paths.home`, `codinglab.reference.paths.work_dir`.
"""
