"""Claims in and out.

One claim: `codinglab.claims.json.read_claim` reads a claim file with every fault named by its place,
`codinglab.claims.json.write_claim` writes it, `codinglab.claims.assemble.claim_from` makes the claim of a
case and a learner's answers, `codinglab.claims.assemble.answers_from_key` the answers that a key would give.

Claims in number: `codinglab.claims.importing.import_claims` makes a claim extract, the tables that edits
read, from files of any layout; `codinglab.claims.summary.summary` says what an extract holds.
"""
