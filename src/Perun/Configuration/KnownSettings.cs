using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Bars;
using Perun.Core.Money;
using Perun.Mind.Models.Calls;

namespace Perun.Configuration;

/// Every setting there is. Validation, the listing, .env.example and docs/configuration.md are all made from this table.
public static class KnownSettings
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly List<Setting> Table = [];

    public static readonly Setting<TradingMode> Mode = Add(new Setting<TradingMode>("PERUN_MODE", SettingGroup.Program, TradingModes.Kind, "simulated",
        "Where orders go: the simulated exchange, a broker's paper account, or real money. Real money needs PERUN_LIVE and a confirmation besides."));

    public static readonly Setting<bool> ValidateOnly = Add(new Setting<bool>("PERUN_VALIDATE_ONLY", SettingGroup.Program, Kinds.YesNo, "no",
        "Validation mode: everything happens except that no order is sent."));

    public static readonly Setting<int> Port = Add(new Setting<int>("PERUN_PORT", SettingGroup.Program, Kinds.Whole(1, 65535), "5000",
        "The dashboard's and the command line's port on this computer. Nothing listens to the network."));

    public static readonly Setting<VenueName> Venue = Add(new Setting<VenueName>("PERUN_VENUE", SettingGroup.Venues, Kinds.Words(("alpaca", VenueName.Alpaca), ("kraken", VenueName.Kraken)), "alpaca",
        "The venue of the paper and live modes."));

    public static readonly Setting<bool> LiveAllowed = Add(new Setting<bool>("PERUN_LIVE", SettingGroup.Venues, Kinds.YesNo, "no",
        "Whether real money may be traded. Beside it `perun live` must have been answered once for the account."));

    public static readonly Setting<bool> AlpacaPaper = Add(new Setting<bool>("ALPACA_PAPER", SettingGroup.Venues, Kinds.YesNo, "yes",
        "Whether Alpaca's keys are those of its paper account."));

    public static readonly Setting<string> AlpacaAddress = Add(new Setting<string>("ALPACA_BASE_URL", SettingGroup.Venues, Kinds.ServiceAddress, "",
        "Another address for all of Alpaca, such as a simulator's; Alpaca's own, by ALPACA_PAPER, when empty."));

    public static readonly Setting<string> AlpacaDataAddress = Add(new Setting<string>("ALPACA_DATA_URL", SettingGroup.Venues, Kinds.ServiceAddress, "",
        "Another address for Alpaca's prices and news; when empty Alpaca's own, or ALPACA_BASE_URL where that is not Alpaca's."));

    public static readonly Setting<AlpacaFeed> AlpacaFeed = Add(new Setting<AlpacaFeed>("ALPACA_FEED", SettingGroup.Venues,
        Kinds.Words(("auto", Adapters.Venues.Alpaca.AlpacaFeed.Auto), ("iex", Adapters.Venues.Alpaca.AlpacaFeed.Iex), ("sip", Adapters.Venues.Alpaca.AlpacaFeed.Sip)), "auto",
        "The source of Alpaca's share prices: iex is one exchange, free and thin; sip is every exchange and needs a subscription; auto takes iex for what happens now, and sip for past bars as far as the account's plan has it."));

    public static readonly Setting<string> KrakenKey = Add(VenueKeyOf("KRAKEN_API_KEY", "Kraken's key. It must not be allowed to withdraw."));

    public static readonly Setting<string> KrakenSecret = Add(VenueKeyOf("KRAKEN_API_SECRET", "The secret of Kraken's key."));

    public static readonly Setting<string> KrakenAddress = Add(new Setting<string>("KRAKEN_BASE_URL", SettingGroup.Venues, Kinds.ServiceAddress, "",
        "Another address for Kraken, such as a simulator's; Kraken's own when empty."));

    public static readonly Setting<string> KrakenCurrency = Add(new Setting<string>("KRAKEN_CURRENCY", SettingGroup.Venues, Kinds.Words(("USD", "USD"), ("EUR", "EUR")), "USD",
        "The money that the account at Kraken counts in: pairs against it are traded."));

    public static readonly Setting<KrakenTier> KrakenTier = Add(new Setting<KrakenTier>("KRAKEN_TIER", SettingGroup.Venues,
        Kinds.Words(("starter", Adapters.Venues.Kraken.Rest.KrakenTier.Starter), ("intermediate", Adapters.Venues.Kraken.Rest.KrakenTier.Intermediate), ("pro", Adapters.Venues.Kraken.Rest.KrakenTier.Pro)), "starter",
        "How far Kraken has verified the account, which sets how many requests it takes."));

    public static readonly Setting<int> KrakenBookDepth = Add(new Setting<int>("KRAKEN_BOOK_DEPTH", SettingGroup.Venues,
        Kinds.Words([("none", 0), .. KrakenSettings.BookDepths.Select(static depth => ($"{depth}", depth))]), "25",
        "How many levels of each book at Kraken are kept and checked against Kraken's sum, to take quotes from; none takes them from the ticker, which is less to hear."));

    public static readonly Setting<TimeSpan> KrakenDeadManSwitch = Add(new Setting<TimeSpan>("KRAKEN_DEAD_MAN_SECONDS", SettingGroup.Venues, Kinds.SpanOrOff(Second, 30, 3600, "seconds"), "off",
        "After how long a silence of Perun's Kraken cancels everything. It is wound only while nothing rests there but Perun's own entries, never while a stop does."));

    public static readonly Setting<ulong> Seed = Add(new Setting<ulong>("PERUN_SEED", SettingGroup.World, Kinds.Seed, "1",
        "The seed of the simulated world. The same seed makes the same prices and news."));

    public static readonly Setting<decimal> Speed = Add(new Setting<decimal>("PERUN_SPEED", SettingGroup.World, Kinds.Number(0.1m, 100_000), "60",
        "How many simulated seconds pass in a second: 60 is a minute a second."));

    public static readonly Setting<decimal> StartCash = Add(new Setting<decimal>("PERUN_START_CASH", SettingGroup.World, Kinds.Number(1, 1_000_000_000), "100000",
        "What the simulated account starts with, in US dollars."));

    public static readonly Setting<UniverseWish> Symbols = Add(new Setting<UniverseWish>("DEFAULT_SYMBOLS", SettingGroup.Analysis,
        Lists.Symbols, "AAPL,MSFT,NVDA,SPY,TSLA,BTC/USD,ETH/USD,SOL/USD", "The instruments to watch and trade, or auto:20 for the 20 most liquid ones of the venue, chosen anew every day."));

    public static readonly Setting<Timeframe> Timeframe = Add(new Setting<Timeframe>("PERUN_TIMEFRAME", SettingGroup.Analysis, Kinds.Timeframe, "5m",
        "The length of the bars that the rule analyst looks at; instruments whose fees make short bars hopeless (over 0.2 % for in and out) are looked at by the hour."));

    public static readonly Setting<IReadOnlyList<Timeframe>> TrendTimeframes = Add(new Setting<IReadOnlyList<Timeframe>>("PERUN_TREND_TIMEFRAMES",
        SettingGroup.Analysis, Lists.TrendTimeframes, "none", "Longer bars whose trend must agree before the rule analyst proposes an entry."));

    public static readonly Setting<decimal> MinConfidence = Add(new Setting<decimal>("MIN_CONFIDENCE", SettingGroup.Analysis, Kinds.Number(0, 1), "0.5",
        "Signals below this confidence are refused."));

    public static readonly Setting<TimeSpan> MaxSignalAge = Add(new Setting<TimeSpan>("MAX_SIGNAL_AGE_SECONDS", SettingGroup.Analysis,
        Kinds.Span(Second, 1, 86_400, "seconds"), "300", "Signals based on data older than this are refused."));

    public static readonly Setting<decimal> MaxPriceDrift = Add(new Setting<decimal>("MAX_PRICE_DRIFT_PERCENT", SettingGroup.Analysis, Kinds.Percent(0.01m, 100), "1",
        "Signals are refused once the price has moved further than this since they were made."));

    public static readonly Setting<string> TradingModel = Add(ModelOf("TRADING_ANALYSIS_LLM_MODEL",
        "The model that analyses the market, like gpt-4o-mini, claude-sonnet-4-5, gemini-2.5-flash, sonar-pro or llama3.1:8b; its name picks the provider. None when empty: the rules analyse."));

    public static readonly Setting<string> MemoryModel = Add(ModelOf("MEMORY_ORGANIZATION_LLM_MODEL", "The model that organises memory; none when empty: rules do."));

    public static readonly Setting<string> OptimisationModel = Add(ModelOf("OPTIMIZATION_LLM_MODEL", "The model that proposes parameters to try; none when empty."));

    public static readonly Setting<string> ChatModel = Add(ModelOf("CHAT_LLM_MODEL", "The model that answers questions; none when empty."));

    public static readonly Setting<string> EmbeddingModel = Add(ModelOf("EMBEDDING_MODEL",
        "The model that makes vectors of memories, so that they are recalled by what they mean, too: text-embedding-3-small, gemini-embedding-001, or one at LLM_BASE_URL; none when empty: words decide."));

    public static readonly Setting<TimeSpan> OrganiseInterval = Add(new Setting<TimeSpan>("MEMORY_ORGANIZATION_MINUTES", SettingGroup.Models,
        Kinds.Span(Minute, 1, 1440, "minutes"), "10", "The time from one look for memories that MEMORY_ORGANIZATION_LLM_MODEL has not been through to the next."));

    public static readonly Setting<string> FallbackModel = Add(ModelOf("LLM_FALLBACK_MODEL", "The model that is asked where a task's own gives no answer; none when empty."));

    public static readonly Setting<string> ModelAddress = Add(new Setting<string>("LLM_BASE_URL", SettingGroup.Models, Kinds.ModelAddress, "",
        "Where models that are of no known provider are asked: any OpenAI-compatible endpoint, like Ollama's http://localhost:11434/v1 or https://openrouter.ai/api/v1."));

    public static readonly Setting<Bound> ModelBudget = Add(new Setting<Bound>("LLM_DAILY_BUDGET_USD", SettingGroup.Models, Kinds.BoundOrNone(100_000), "5",
        "The most that models may cost a day (UTC), in US dollars by prices.json. Once it is spent, the rules analyse until midnight."));

    public static readonly Setting<Bound> ModelTokens = Add(new Setting<Bound>("LLM_DAILY_BUDGET_TOKENS", SettingGroup.Models, Kinds.BoundOrNone(1_000_000_000_000m), "none",
        "The most tokens a day (UTC), also of models that prices.json does not have."));

    public static readonly Setting<int> NoteTokens = Add(new Setting<int>("CONTEXT_BUDGET_TOKENS", SettingGroup.Models, Kinds.Whole(200, 200_000), "1500",
        "The most tokens of the note that a decision sees; lanes.txt says how it is divided. What must surface and does not fit makes the decision a hold."));

    public static readonly Setting<TimeSpan> ModelTimeout = Add(new Setting<TimeSpan>("LLM_TIMEOUT_SECONDS", SettingGroup.Models,
        Kinds.Span(Second, 1, 600, "seconds"), "60", "How long a model may take for an answer."));

    public static readonly Setting<Replaying> ModelReplay = Add(new Setting<Replaying>("LLM_REPLAY", SettingGroup.Models,
        Kinds.Words(("never", Replaying.Never), ("recorded", Replaying.WhereRecorded), ("only", Replaying.Only)), "never",
        "Whether a request that was made before is answered from the record, for nothing: never, where it was recorded, or only from the record, without any key."));

    public static readonly Setting<string> OpenAiKey = Add(KeyOf("OPENAI_API_KEY", "OpenAI's key, for gpt-… and o… models."));

    public static readonly Setting<string> AnthropicKey = Add(KeyOf("ANTHROPIC_API_KEY", "Anthropic's key, for claude-… models."));

    public static readonly Setting<string> GeminiKey = Add(KeyOf("GEMINI_API_KEY", "Google's key, for gemini-… models."));

    public static readonly Setting<string> PerplexityKey = Add(KeyOf("PERPLEXITY_API_KEY", "Perplexity's key, for sonar… models and for research on each symbol."));

    public static readonly Setting<string> CustomKey = Add(KeyOf("LLM_API_KEY", "The key for LLM_BASE_URL, where it wants one."));

    public static readonly Setting<string> PerigonKey = Add(SourceKeyOf("PERIGON_API_KEY", "Perigon's key, for articles and stories."));

    public static readonly Setting<string> AlpacaKey = Add(SourceKeyOf("ALPACA_API_KEY", "The id of Alpaca's key, for trading there and for its news."));

    public static readonly Setting<string> AlpacaSecret = Add(SourceKeyOf("ALPACA_SECRET_KEY", "The secret of Alpaca's key."));

    public static readonly Setting<string> AlpacaSecretToo = Add(SourceKeyOf("ALPACA_API_SECRET", "Another name for ALPACA_SECRET_KEY, which counts where both are set."));

    public static readonly Setting<string> CoinMarketCapKey = Add(SourceKeyOf("COINMARKETCAP_API_KEY", "CoinMarketCap's key, for quotes, the market as a whole, and trending coins."));

    public static readonly Setting<NetworkChoice> NetworkSources = Add(new Setting<NetworkChoice>("NETWORK_SOURCES", SettingGroup.Sources,
        Kinds.Words(("auto", NetworkChoice.ByMode), ("on", NetworkChoice.On), ("off", NetworkChoice.Off)), "auto",
        "Whether the services that have their keys are asked: auto asks them except in simulated mode, whose world makes its own news; on asks them there, too."));

    public static readonly Setting<IReadOnlyList<string>> SourcesOff = Add(new Setting<IReadOnlyList<string>>("SOURCES_OFF", SettingGroup.Sources, Lists.Sources, "none",
        "The sources that are not asked: services' though their key is there, and Perun's own."));

    public static readonly Setting<TimeSpan> NewsPoll = Add(new Setting<TimeSpan>("NEWS_POLL_MINUTES", SettingGroup.Sources,
        Kinds.Span(Minute, 1, 1440, "minutes"), "5", "The time from one look for news to the next, at Perigon and at Alpaca."));

    public static readonly Setting<TimeSpan> StoriesPoll = Add(new Setting<TimeSpan>("NEWS_STORIES_POLL_MINUTES", SettingGroup.Sources,
        Kinds.Span(Minute, 1, 1440, "minutes"), "30", "The time from one look for stories that many publishers tell to the next."));

    public static readonly Setting<TimeSpan> CoinsPoll = Add(new Setting<TimeSpan>("COINS_POLL_MINUTES", SettingGroup.Sources,
        Kinds.Span(Minute, 1, 1440, "minutes"), "10", "The time from one look at coins' quotes to the next; the whole market is looked at every third time, trending coins every sixth."));

    public static readonly Setting<int> CoinCredits = Add(new Setting<int>("COINMARKETCAP_DAILY_CREDITS", SettingGroup.Sources, Kinds.Whole(1, 1_000_000), "300",
        "The most of CoinMarketCap's credits that are used in a day (UTC). Its smallest plan has 10,000 a month."));

    public static readonly Setting<string> ResearchModel = Add(new Setting<string>("RESEARCH_MODEL", SettingGroup.Sources, Kinds.Text("a model's name"), "sonar",
        "The Perplexity model that looks things up."));

    public static readonly Setting<TimeSpan> ResearchLasts = Add(new Setting<TimeSpan>("RESEARCH_HOURS", SettingGroup.Sources,
        Kinds.Span(Hour, 1, 168, "hours"), "12", "How old research on a symbol may become before it is asked for again."));

    public static readonly Setting<int> ResearchRequests = Add(new Setting<int>("RESEARCH_DAILY_REQUESTS", SettingGroup.Sources, Kinds.Whole(0, 100_000), "24",
        "The most questions that research asks in a day (UTC)."));

    public static readonly Setting<decimal> ResearchBudget = Add(new Setting<decimal>("RESEARCH_DAILY_BUDGET_USD", SettingGroup.Sources, Kinds.Number(0, 100_000), "0.5",
        "The most that research may cost in a day (UTC), in US dollars as far as Perplexity says what it costs. LLM_DAILY_BUDGET_USD does not count it."));

    public static readonly Setting<decimal> RiskLimit = Add(new Setting<decimal>("RISK_LIMIT_PERCENT", SettingGroup.Sizing, Kinds.Percent(0.01m, 100), "1",
        "The most one trade may lose at its stop, in percent of equity. It sets the quantity."));

    public static readonly Setting<AmountOrPercent> MaxPositionSize = Add(new Setting<AmountOrPercent>("MAX_POSITION_SIZE", SettingGroup.Sizing, Kinds.Limit, "10%",
        "The most one position may be worth, as an amount or a share of equity."));

    public static readonly Setting<int> MaxPositions = Add(new Setting<int>("MAX_TOTAL_POSITIONS", SettingGroup.Sizing, Kinds.Whole(1, 1000), "5",
        "How many positions may be open at once."));

    public static readonly Setting<decimal> MaxExposure = Add(new Setting<decimal>("MAX_PORTFOLIO_EXPOSURE_PERCENT", SettingGroup.Sizing, Kinds.Percent(1, 1000), "100",
        "The most all positions together may be worth, in percent of equity."));

    public static readonly Setting<decimal> DefaultStop = Add(new Setting<decimal>("DEFAULT_STOP_PERCENT", SettingGroup.Sizing, Kinds.Percent(0.1m, 50), "5",
        "How far from the price the stop goes where a signal names none."));

    public static readonly Setting<decimal> MinVolume = Add(new Setting<decimal>("MIN_VOLUME", SettingGroup.Sizing, Kinds.Number(0, 1_000_000_000_000), "1000",
        "The least average turnover a minute, in the quote currency, that an instrument must have for an entry; 0 asks for none."));

    public static readonly Setting<TimeSpan> Cooldown = Add(new Setting<TimeSpan>("COOLDOWN_MS", SettingGroup.Limits,
        Kinds.Span(Millisecond, 0, 86_400_000, "milliseconds"), "300000", "The least time between trades of one symbol."));

    public static readonly Setting<int> MaxTradesPerDay = Add(new Setting<int>("MAX_TRADES_PER_DAY", SettingGroup.Limits, Kinds.Whole(1, 100_000), "50",
        "After this many trades in a day, no more entries until the next."));

    public static readonly Setting<AmountOrPercent> MaxDailyLoss = Add(new Setting<AmountOrPercent>("MAX_DAILY_LOSS", SettingGroup.Limits, Kinds.Limit, "3%",
        "A day's loss at which entries stop, as an amount or a share of the day's starting equity."));

    public static readonly Setting<AmountOrPercent> DailyProfitTarget = Add(new Setting<AmountOrPercent>("DAILY_PROFIT_TARGET", SettingGroup.Limits, Kinds.LimitOrNone, "none",
        "A day's profit at which entries stop, as an amount or a share of the day's starting equity."));

    public static readonly Setting<bool> LiquidateOnClose = Add(new Setting<bool>("LIQUIDATE_ON_CLOSE", SettingGroup.Limits, Kinds.YesNo, "no",
        "Whether positions are closed before their market's session ends."));

    public static readonly Setting<int> LossStreakLimit = Add(new Setting<int>("LOSS_STREAK_LIMIT", SettingGroup.Protections, Kinds.Whole(1, 1000), "4",
        "This many losing trades in a row make entries cool off."));

    public static readonly Setting<TimeSpan> CoolOff = Add(new Setting<TimeSpan>("COOL_OFF_MINUTES", SettingGroup.Protections,
        Kinds.Span(Minute, 1, 43_200, "minutes"), "60", "How long they cool off."));

    public static readonly Setting<int> StopOutLimit = Add(new Setting<int>("STOPOUT_LIMIT", SettingGroup.Protections, Kinds.Whole(1, 1000), "4",
        "This many stop-outs within the window pause entries."));

    public static readonly Setting<TimeSpan> StopOutWindow = Add(new Setting<TimeSpan>("STOPOUT_WINDOW_MINUTES", SettingGroup.Protections,
        Kinds.Span(Minute, 1, 43_200, "minutes"), "240", "The window in which stop-outs are counted."));

    public static readonly Setting<TimeSpan> StopOutPause = Add(new Setting<TimeSpan>("STOPOUT_PAUSE_MINUTES", SettingGroup.Protections,
        Kinds.Span(Minute, 1, 43_200, "minutes"), "120", "How long stop-outs pause entries."));

    public static readonly Setting<decimal> MaxDrawdown = Add(new Setting<decimal>("MAX_DRAWDOWN_PERCENT", SettingGroup.Protections, Kinds.Percent(0.1m, 100), "10",
        "A fall of the account from its peak within the window, in percent, that pauses entries."));

    public static readonly Setting<int> DrawdownWindow = Add(new Setting<int>("DRAWDOWN_WINDOW_DAYS", SettingGroup.Protections, Kinds.Whole(1, 365), "7",
        "The window in which the peak is looked for, in days."));

    public static readonly Setting<TimeSpan> DrawdownPause = Add(new Setting<TimeSpan>("DRAWDOWN_PAUSE_MINUTES", SettingGroup.Protections,
        Kinds.Span(Minute, 1, 43_200, "minutes"), "1440", "How long a drawdown pauses entries."));

    public static readonly Setting<int> SymbolLossLimit = Add(new Setting<int>("SYMBOL_LOSS_LIMIT", SettingGroup.Protections, Kinds.Whole(1, 1000), "3",
        "This many losing trades in a row lock their symbol."));

    public static readonly Setting<TimeSpan> SymbolLock = Add(new Setting<TimeSpan>("SYMBOL_LOCK_MINUTES", SettingGroup.Protections,
        Kinds.Span(Minute, 1, 43_200, "minutes"), "720", "How long a symbol stays locked."));

    public static readonly Setting<TimeSpan> CycleInterval = Add(new Setting<TimeSpan>("MAIN_LOOP_SLEEP_INTERVAL", SettingGroup.Loop,
        Kinds.Span(Millisecond, 1000, 86_400_000, "milliseconds"), "60000", "The time from one cycle of gathering, analysing and trading to the next."));

    public static readonly Setting<TimeSpan> PollInterval = Add(new Setting<TimeSpan>("POLL_INTERVAL_MS", SettingGroup.Loop,
        Kinds.Span(Millisecond, 100, 3_600_000, "milliseconds"), "1000", "The least time from one look at a venue's orders and account to the next, when something happened; the venue's own limits may ask for more. Without events they are looked at every minute."));

    public static readonly Setting<LogLevel> ConsoleLevel = Add(new Setting<LogLevel>("LOG_LEVEL_CONSOLE", SettingGroup.Logging, LogLevels.Kind, "info",
        "The least important lines that are shown on the console."));

    public static readonly Setting<LogLevel> FileLevel = Add(new Setting<LogLevel>("LOG_LEVEL_FILE", SettingGroup.Logging, LogLevels.Kind, "debug",
        "The least important lines that are kept in the log file."));

    public static readonly Setting<string> LogFile = Add(new Setting<string>("LOG_FILE_NAME", SettingGroup.Logging, Kinds.FileName, "perun.log",
        "The log file's name. Ten files of 10 MB are kept."));

    public static readonly Setting<string> LogFolder = Add(new Setting<string>("LOG_PATH", SettingGroup.Logging, Kinds.Text("a folder"), "logs",
        "The folder of the log files."));

    public static readonly Setting<string> DataFolder = Add(new Setting<string>("PERUN_DATA", SettingGroup.Folders, Kinds.Text("a folder"), "data",
        "The folder of the journal and everything else that Perun remembers."));

    public static readonly Setting<string> PromptFolder = Add(new Setting<string>("PROMPTS_PATH", SettingGroup.Folders, Kinds.Text("a folder"), "prompts",
        "The folder of the texts that models are told. Where it has none for a task, the built-in one is used."));

    public static readonly Setting<string> MemoryFolder = Add(new Setting<string>("MEMDIR_PATH", SettingGroup.Folders, Kinds.Text("a folder"), "",
        "A folder for memories as files that can be read and imported; none when empty."));

    public static readonly Setting<int> MemoryMaxAge = Add(new Setting<int>("MEMDIR_PRUNE_MAX_AGE_DAYS", SettingGroup.Folders, Kinds.Whole(0, 36_500), "0",
        "Memories older than this many days are let go, in the database and under MEMDIR_PATH; 0 keeps them. What the audit needs stays, as do summaries and lessons."));

    public static readonly Setting<int> MemoryMaxCount = Add(new Setting<int>("MEMDIR_PRUNE_MAX_COUNT", SettingGroup.Folders, Kinds.Whole(0, 100_000_000), "1000000",
        "Beyond this many memories the oldest and least important are let go; 0 keeps them all. What the audit needs stays."));

    public static IReadOnlyList<Setting> All => Table;

    private static Setting<string> ModelOf(string name, string description) => new(name, SettingGroup.Models, Kinds.Text("a model's name"), "", description);

    private static Setting<string> KeyOf(string name, string description) => new(name, SettingGroup.Models, Kinds.Text("a key"), "", description) { IsSecret = true };

    private static Setting<string> VenueKeyOf(string name, string description) => new(name, SettingGroup.Venues, Kinds.Text("a key"), "", description) { IsSecret = true };

    private static Setting<string> SourceKeyOf(string name, string description) => new(name, SettingGroup.Sources, Kinds.Text("a key"), "", description) { IsSecret = true };

    private static Setting<T> Add<T>(Setting<T> setting)
        where T : notnull
    {
        Table.Add(setting);
        return setting;
    }
}
