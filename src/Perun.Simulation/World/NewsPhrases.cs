namespace Perun.Simulation.World;

/// What can happen, in several wordings each. In braces: who, a percentage, an amount of millions, a house of analysts, a
/// number of days.
internal sealed record NewsEvent(string[] Headlines, string Body);

internal static class NewsPhrases
{
    public static readonly string[] Houses = ["Northgate Research", "Calder & Finch", "Brightwater Capital", "Osprey Securities", "Linden Partners"];

    public static readonly NewsEvent[] CompanyUp =
    [
        new(["{who} raises full-year guidance by {pct}%", "{who} lifts outlook, citing stronger orders", "Guidance raised at {who}: now {pct}% above the old midpoint"],
            "{who} raised its forecast for the year by {pct}% and said that orders in the past {days} days ran well ahead of plan."),
        new(["{who} wins ${amt} million contract", "Contract worth ${amt} million goes to {who}", "{who} signs multi-year deal valued at ${amt} million"],
            "The award to {who} is worth ${amt} million over its term, with deliveries beginning within {days} days."),
        new(["{who} beats estimates; profit up {pct}%", "Profit at {who} rises {pct}%, ahead of consensus", "{who} tops forecasts as margins widen"],
            "{who} earned {pct}% more than analysts had expected. Margins widened and the company reported record cash flow."),
        new(["{house} upgrades {who} to buy", "{who} upgraded: {house} sees {pct}% upside", "{house} turns positive on {who}"],
            "{house} upgraded {who} to buy and raised its target by {pct}%, pointing to improving demand."),
        new(["{who} announces ${amt} million buyback", "Board of {who} approves repurchase of ${amt} million", "{who} to buy back shares worth ${amt} million"],
            "The board of {who} approved a share repurchase of ${amt} million, to begin within {days} days."),
    ];

    public static readonly NewsEvent[] CompanyDown =
    [
        new(["{who} cuts full-year guidance by {pct}%", "{who} warns on profit, lowers outlook", "Guidance cut at {who}: demand weaker than planned"],
            "{who} lowered its forecast for the year by {pct}% and blamed weak demand over the past {days} days."),
        new(["Regulators open probe into {who}", "{who} faces investigation over disclosures", "Probe of {who} announced; fine of ${amt} million possible"],
            "Regulators opened an investigation into {who}. People familiar with the law put the possible penalty at ${amt} million."),
        new(["{who} misses estimates; profit down {pct}%", "Profit at {who} falls {pct}%, short of consensus", "{who} disappoints as costs climb"],
            "{who} earned {pct}% less than analysts had expected. Costs climbed and inventories grew."),
        new(["{house} downgrades {who} to sell", "{who} downgraded: {house} sees {pct}% downside", "{house} turns negative on {who}"],
            "{house} downgraded {who} to sell and cut its target by {pct}%, pointing to slowing orders."),
        new(["{who} halts shipments after defect", "{who} recalls product; cost put at ${amt} million", "Recall at {who} to cost ${amt} million"],
            "{who} stopped shipments after a defect was found and expects costs of ${amt} million. Repairs will take {days} days."),
    ];

    public static readonly NewsEvent[] CoinUp =
    [
        new(["{who} funds take in ${amt} million in a day", "Inflows into {who} products reach ${amt} million", "Record inflows lift {who} funds"],
            "Listed funds that hold {who} took in ${amt} million, the strongest inflows in {days} days."),
        new(["{who} upgrade activates without incident", "Upgrade of {who} goes live; fees fall {pct}%", "{who} network upgrade succeeds"],
            "The long-planned upgrade of {who} is live. Fees fell {pct}% within the first hours."),
        new(["Major custodian adds {who} for institutions", "{who} wins approval at large custodian", "Institutions gain access to {who} through custodian"],
            "A custodian with clients in {days} countries will hold {who} from next week and expects ${amt} million at first."),
    ];

    public static readonly NewsEvent[] CoinDown =
    [
        new(["Exchange holding {who} hacked; ${amt} million lost", "Hackers drain ${amt} million of {who}", "{who} stolen from exchange, withdrawals halted"],
            "An exchange lost {who} worth ${amt} million to attackers and halted withdrawals for at least {days} days."),
        new(["Regulators open probe into {who} products", "{who} faces new restrictions from regulators", "Regulator moves against {who} lending"],
            "Regulators opened a probe into products built on {who}. Issuers have {days} days to answer."),
        new(["{who} network halts; blocks stop", "Outage stops {who} transactions", "{who} outage: validators offline"],
            "Transactions on {who} stopped after validators lost agreement. Engineers expect a restart but named no hour. Activity was down {pct}%."),
    ];

    public static readonly NewsEvent[] MarketUp =
    [
        new(["Central bank signals an end to rate rises", "Rate-setters turn cautious; {who} cheered", "Policy makers hint at cuts within {days} days"],
            "Minutes show that rate-setters see no need for further increases. Traders added to positions in {who}."),
        new(["Inflation cools more than expected", "Prices rise less than forecast, a relief for {who}", "Inflation falls short of forecasts"],
            "Consumer prices rose less than every forecast, which removes a weight from {who}."),
    ];

    public static readonly NewsEvent[] MarketDown =
    [
        new(["Central bank warns of further rate rises", "Rate-setters turn hawkish; a blow to {who}", "Policy makers open door to a surprise increase"],
            "Minutes show that rate-setters discussed another increase. Traders cut positions in {who}."),
        new(["Inflation climbs more than expected", "Prices rise faster than forecast, pressure on {who}", "Inflation exceeds every forecast"],
            "Consumer prices rose faster than every forecast, which puts pressure on {who}."),
    ];

    public static readonly NewsEvent[] Neutral =
    [
        new(["Conference in {days} days has {who} on its agenda", "Speakers on {who} named for industry conference", "Conference season: {who} among the topics"],
            "Speakers on {who} will appear at an industry conference in {days} days. No news is expected."),
        new(["Five things to know about {who}", "{who} in the charts: what traders watch", "{who}: a look back at the week"],
            "A look at {who} and the week behind it. Volume was {pct}% off its average and nothing in the outlook has changed."),
        new(["Sustainability report on {who} sets goals for the decade", "Report: goals for {who} by the end of the decade", "Long-term goals for {who} reviewed"],
            "The report on {who} sets goals for the decade and reviews the last one. It holds no financial targets."),
    ];
}
