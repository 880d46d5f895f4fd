"""``stepwell drugs``: what is known, with its sources."""

import click


@click.command("drugs", short_help="List the drugs, or tell all about one.")
@click.argument("name", required=False)
@click.option("--market", metavar="MARKET", help="Only us, gb, ca, au or de.")
def command(name: str | None, market: str | None) -> None:
    """List the drugs and their forms per market, or tell all about one, NAME.

    What the packet and your prescriber say comes first; this is not a substitute.

    \b
    Examples:
      stepwell drugs
      stepwell drugs --market gb
      stepwell drugs lorazepam
    """
    from stepwell.cli.drug_pages import all_drugs, one_drug
    from stepwell.cli.screen import show
    from stepwell.documents.blocks import laid_out
    from stepwell.formulary import load_formulary
    from stepwell.interop.names import drug_reader, read_market
    from stepwell.sources import load_bibliography

    formulary = load_formulary()
    if market is not None:
        market = read_market(market, "--market")
    if name is None:
        blocks = list(all_drugs(formulary, market))
    else:
        drug = drug_reader(formulary)(name, "NAME")
        blocks = list(one_drug(drug, formulary, market, load_bibliography()))
    show(lambda width: laid_out(blocks, width))
