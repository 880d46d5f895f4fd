"""``stepwell check-data``: does every number have a source, and a plausible size?"""

import click


PROBLEMS_FOUND = 1


@click.command("check-data", short_help="Check that the data agree with themselves.")
def command() -> int:
    """Check the data files: sources, ids, strengths, tables, rules, symptoms.

    Exit status 1 with every problem listed. Passing says that the data agree with
    themselves, not that a plan made from them suits you: that is for a prescriber.

    \b
    Example:
      stepwell check-data
    """
    from stepwell.cli.data_checks import counts, problems
    from stepwell.formulary import load_formulary
    from stepwell.sources import load_bibliography

    formulary, works = load_formulary(), load_bibliography()
    found = problems(formulary, works)
    for problem in found:
        click.echo(problem, err=True)
    click.echo(f"{counts(formulary, works)}: {len(found)} problems")
    return PROBLEMS_FOUND if found else 0
