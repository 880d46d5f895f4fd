"""``stepwell sources``: the works behind every number and rule."""

import click


@click.command("sources", short_help="List the works behind the numbers and rules.")
@click.argument("words", nargs=-1)
def command(words: tuple[str, ...]) -> None:
    """List the works that numbers and rules rest on, or those with all the WORDS.

    Each line says how far the work was checked. Reading them does not replace a
    prescriber.

    \b
    Examples:
      stepwell sources
      stepwell sources maudsley
    """
    from stepwell.cli.screen import show
    from stepwell.documents.blocks import Para, laid_out
    from stepwell.documents.citations import citation
    from stepwell.sources import load_bibliography

    lines = [citation(work) for work in load_bibliography().values()]
    wanted = [word.lower() for word in words]
    found = [line for line in lines if all(word in line.lower() for word in wanted)]
    blocks = [Para(line, mark="  ") for line in found]
    count = Para(f"{len(found)} of {len(lines)} works", "strong")
    show(lambda width: laid_out([*blocks, count], width))
