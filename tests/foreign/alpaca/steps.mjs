// What the official client does against the simulator. Each step asserts; the runner counts.
import assert from "node:assert/strict";

const cents = (text) => Math.round(Number(text) * 100);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Streams answer when they answer; what has not come after a minute never will.
async function until(condition) {
  for (let look = 0; look < 6000; look++) {
    const value = await condition();
    if (value) return value;
    await pause(10);
  }
  throw new Error(`it never came: ${condition}`);
}

export const steps = {
  async "the account is as the books have it"({ alpaca, books }) {
    const account = await alpaca.trading.account.getAccount();
    const truth = await books();
    assert.equal(account.status, "ACTIVE");
    assert.equal(cents(account.cash), cents(truth.cash));
    assert.equal(cents(account.equity), cents(truth.equity));
    const check = await alpaca.trading.validateConnection();
    assert.equal(check.ok, true);
  },

  async "wrong keys are refused"({ other, AuthError }) {
    await assert.rejects(other("PKPERUN1", "wrong").trading.account.getAccount(), AuthError);
  },

  async "the configuration can be read and changed"({ alpaca, PermissionError }) {
    const before = await alpaca.trading.accountConfigurations.getAccountConfig();
    assert.equal(before.suspendTrade, false);
    await alpaca.trading.accountConfigurations.patchAccountConfig({ accountConfigurations: { ...before, suspendTrade: true } });
    await assert.rejects(alpaca.trading.orders.market({ symbol: "AAPL", qty: 1, side: "buy" }), (error) => error instanceof PermissionError && /user request/.test(error.message));
    await alpaca.trading.accountConfigurations.patchAccountConfig({ accountConfigurations: { ...before, suspendTrade: false } });
  },

  async "assets, clock and calendar"({ alpaca, NotFoundError }) {
    const assets = await alpaca.trading.assets.getV2Assets({ status: "active", assetClass: "us_equity" });
    assert.ok(assets.some((asset) => asset.symbol === "AAPL" && asset.fractionable));
    const pairs = await alpaca.trading.assets.getV2Assets({ assetClass: "crypto" });
    assert.ok(pairs.every((asset) => asset._class === "crypto" && Number(asset.minOrderSize) > 0));
    const one = await alpaca.trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: "BTC/USD" });
    assert.equal(one.symbol, "BTC/USD");
    assert.equal((await alpaca.trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: one.id })).symbol, "BTC/USD");
    await assert.rejects(alpaca.trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: "NOPE" }), NotFoundError);
    const clock = await alpaca.trading.clock.legacyClock();
    assert.equal(clock.isOpen, true);
    assert.ok(clock.nextClose > clock.timestamp && clock.nextOpen > clock.nextClose);
    const days = await alpaca.trading.calendar.legacyCalendar({ start: new Date("2026-01-01"), end: new Date("2026-01-09") });
    assert.deepEqual(days.map((day) => day.open), Array(6).fill("09:30"));
  },

  async "bars, trades, quotes and snapshots"({ alpaca, TimeFrame, timeFrame, PermissionError }) {
    const start = new Date("2026-01-02T14:30:00Z");
    const all = await alpaca.marketData.collectStockBarsBySymbol({ symbols: "AAPL,SPY", timeframe: TimeFrame.Minute, start, limit: 100, feed: "iex" });
    assert.ok(all.AAPL.length >= 390 && all.AAPL.length === all.SPY.length);
    const times = all.AAPL.map((bar) => new Date(bar.t).getTime());
    assert.deepEqual(times, [...new Set(times)].sort((a, b) => a - b));
    const fives = await alpaca.marketData.getStockBarsFor("AAPL", { timeframe: timeFrame(5, "Min"), start, end: new Date("2026-01-02T20:59:00Z"), feed: "iex" });
    assert.equal(fives.length, 78);
    assert.equal(fives[0].open, all.AAPL[0].o);
    assert.equal(fives[0].high, Math.max(...all.AAPL.slice(0, 5).map((bar) => bar.h)));
    assert.equal(fives.reduce((sum, bar) => sum + bar.volume, 0), all.AAPL.slice(0, 390).reduce((sum, bar) => sum + bar.v, 0));
    const days = await alpaca.marketData.getStockBarsFor("SPY", { timeframe: TimeFrame.Day, start: new Date("2025-12-29"), feed: "iex" });
    assert.ok(days.length >= 4 && days[0].timestamp.toISOString() === "2025-12-29T05:00:00.000Z");
    const trades = await alpaca.marketData.getStockTrades({ symbols: ["AAPL"], start: new Date("2026-01-05T14:30:00Z"), feed: "iex", limit: 7 });
    assert.equal(trades.AAPL.length, 24);
    const quotes = await alpaca.marketData.getStockQuotes({ symbols: ["AAPL"], start: new Date("2026-01-05T14:30:00Z"), feed: "iex" });
    assert.ok(quotes.AAPL.every((quote) => quote.askPrice > quote.bidPrice));
    assert.equal(await alpaca.marketData.getLatestPrice("AAPL"), trades.AAPL.at(-1).price);
    const snapshots = await alpaca.marketData.stocks.stockSnapshots({ symbols: "AAPL,SPY" });
    assert.deepEqual(Object.keys(snapshots).sort(), ["AAPL", "SPY"]);
    const coins = await alpaca.marketData.getCryptoBars({ loc: "us", symbols: ["BTC/USD"], timeframe: TimeFrame.Hour, start: new Date("2026-01-05T00:00:00Z") });
    assert.equal(coins["BTC/USD"].length, 15);
    const book = await alpaca.marketData.crypto.cryptoLatestOrderbooks({ loc: "us", symbols: "BTC/USD" });
    assert.ok(book.orderbooks["BTC/USD"].a[0].p > book.orderbooks["BTC/USD"].b[0].p);
    await assert.rejects(alpaca.marketData.stocks.stockBars({ symbols: "AAPL", timeframe: "1Min", feed: "sip", end: new Date("2026-01-05T14:31:00Z") }), PermissionError);
  },

  async "news"({ alpaca }) {
    const news = await alpaca.marketData.collectNews({ limit: 20, symbols: "AAPL" });
    assert.ok(news.length > 0 && news.every((item) => item.symbols.includes("AAPL")));
    assert.equal(new Set(news.map((item) => item.id)).size, news.length);
  },

  async "a market order, its updates and its position agree with the books"({ alpaca, books, updates }) {
    const order = await alpaca.trading.orders.market({ symbol: "AAPL", qty: 10, side: "buy", clientOrderId: "js-1" });
    assert.equal(order.status, "pending_new");
    const events = await until(() => { const seen = updates("js-1"); return seen.at(-1)?.event === "fill" && seen; });
    assert.deepEqual(events.map((update) => update.event), ["pending_new", "new", "fill"]);
    const fill = events.at(-1);
    assert.equal(Number(fill.qty), 10);
    assert.equal(Number(fill.positionQty), 10);
    const filled = await alpaca.trading.orders.getOrderByClientOrderId({ clientOrderId: "js-1" });
    assert.equal(filled.status, "filled");
    assert.equal(Number(filled.filledAvgPrice), Number(fill.price));
    const position = await alpaca.trading.positions.getOpenPosition({ symbolOrAssetId: "AAPL" });
    const truth = await books();
    assert.equal(Number(position.qty), Number(truth.positions.AAPL.qty));
    assert.equal(position.avgEntryPrice, truth.positions.AAPL.avg_entry_price);
    assert.equal(cents((await alpaca.trading.account.getAccount()).cash), cents(truth.cash));
  },

  async "an id can be used once"({ alpaca, ValidationError }) {
    await assert.rejects(alpaca.trading.orders.market({ symbol: "AAPL", qty: 1, side: "buy", clientOrderId: "js-1" }), (error) => error instanceof ValidationError && error.code === 40010001);
  },

  async "a limit order rests, is replaced and cancelled"({ alpaca, updates }) {
    const order = await alpaca.trading.orders.limit({ symbol: "SPY", qty: 2, side: "buy", limitPrice: 100, timeInForce: "gtc", clientOrderId: "js-2" });
    const next = await alpaca.trading.orders.patchOrderByOrderId({ orderId: order.id, patchOrderRequest: { qty: "3", limitPrice: "101", clientOrderId: "js-3" } });
    assert.equal(next.replaces, order.id);
    assert.equal((await alpaca.trading.orders.getOrderByOrderID({ orderId: order.id })).replacedBy, next.id);
    await alpaca.trading.orders.deleteOrderByOrderID({ orderId: next.id });
    await until(() => updates("js-3").at(-1)?.event === "canceled");
    assert.equal(updates("js-2").at(-1).event, "replaced");
    await assert.rejects(alpaca.trading.orders.deleteOrderByOrderID({ orderId: next.id }), (error) => error.status === 422 && error.code === 42210000);
  },

  async "a bracket: legs are held, work after the entry, and one ends the other"({ alpaca, pass, books, updates }) {
    const price = await alpaca.marketData.getLatestPrice("SPY");
    const entry = await alpaca.trading.orders.bracket({
      symbol: "SPY", qty: 4, side: "buy", type: "market", timeInForce: "gtc", clientOrderId: "js-4",
      takeProfit: { limitPrice: (price + 0.05).toFixed(2) }, stopLoss: { stopPrice: (price * 0.9).toFixed(2) },
    });
    assert.deepEqual(entry.legs.map((leg) => leg.status), ["held", "held"]);
    let legs;
    for (;;) {
      const nested = await alpaca.trading.orders.getOrderByOrderID({ orderId: entry.id, nested: true });
      legs = nested.legs;
      if (legs.some((leg) => leg.status === "filled")) break;
      await pass(60);
    }
    assert.deepEqual(legs.map((leg) => leg.status).sort(), ["canceled", "filled"]);
    assert.equal((await books()).positions.SPY, undefined);
    await until(() => updates("js-4").length >= 3);
  },

  async "a notional order buys its worth, and a part of a position is closed"({ alpaca, books }) {
    await alpaca.trading.orders.market({ symbol: "NVDA", notional: 1000, side: "buy", clientOrderId: "js-5" });
    const order = await alpaca.trading.orders.getOrderByClientOrderId({ clientOrderId: "js-5" });
    assert.equal(order.status, "filled");
    const spent = Number(order.filledQty) * Number(order.filledAvgPrice);
    assert.ok(spent > 998 && spent <= 1000, `${spent}`);
    await alpaca.trading.positions.deleteOpenPosition({ symbolOrAssetId: "NVDA", percentage: 50 });
    const half = Number((await books()).positions.NVDA.qty);
    assert.ok(Math.abs(half - Number(order.filledQty) / 2) < 1e-8);
  },

  async "crypto: the fee is taken out of what is bought"({ alpaca, books, ValidationError, PermissionError }) {
    const bought = await alpaca.trading.orders.market({ symbol: "BTC/USD", qty: "0.1", side: "buy", timeInForce: "gtc" });
    const position = await alpaca.trading.positions.getOpenPosition({ symbolOrAssetId: "BTCUSD" });
    assert.equal(position.symbol, "BTCUSD");
    assert.equal(Number(position.qty), 0.09975);
    assert.equal(position.qty, (await books()).positions["BTC/USD"].qty);
    await assert.rejects(alpaca.trading.orders.market({ symbol: "BTC/USD", qty: "0.1", side: "sell", timeInForce: "gtc" }), (error) => error instanceof PermissionError && /insufficient balance for BTC/.test(error.message));
    await assert.rejects(alpaca.trading.orders.market({ symbol: "BTC/USD", qty: "0.01", side: "buy", timeInForce: "day" }), ValidationError);
    await assert.rejects(alpaca.trading.orders.limit({ symbol: "BTC/USD", qty: "0.00006", side: "buy", limitPrice: 100, timeInForce: "gtc" }), /cost basis must be >= minimal amount of order 10/);
    const fees = await alpaca.trading.accountActivities.getAccountActivitiesByActivityType({ activityType: "CFEE" });
    assert.equal(Number(fees[0].qty), -0.00025);
    assert.ok(bought.id);
  },

  async "submitAndWait hears of the fill"({ alpaca, streamUrl, streaming }) {
    const stream = alpaca.trading.stream({ url: streamUrl("stream") });
    stream.connect();
    assert.equal(await stream.waitForAuthentication(), true);
    const order = await alpaca.trading.submitAndWait({ type: "market", symbol: "AAPL", qty: 1, side: "buy" }, { stream });
    assert.equal(order.status, "filled");
    stream.disconnect();
    assert.ok(streaming);
  },

  async "activities come in pages and add up to the books"({ alpaca, books, startingCash }) {
    let [cash, count] = [startingCash, 0];
    const positions = {};
    for await (const activity of alpaca.trading.iterateActivities({ pageSize: 3 })) {
      count++;
      if (activity.activityType === "FILL") {
        const sign = activity.side === "buy" ? 1 : -1;
        cash -= sign * Number(activity.qty) * Number(activity.price);
        positions[activity.symbol] = (positions[activity.symbol] ?? 0) + sign * Number(activity.qty);
      } else {
        cash += Number(activity.netAmount);
        if (activity.qty) positions["BTC/USD"] = (positions["BTC/USD"] ?? 0) + Number(activity.qty);
      }
    }
    const truth = await books();
    assert.ok(count > 6);
    assert.equal(Math.round(cash * 100), cents(truth.cash));
    for (const [symbol, position] of Object.entries(truth.positions)) assert.ok(Math.abs(positions[symbol] - Number(position.qty)) < 1e-8, symbol);
  },

  async "orders are listed, filtered, and cancelled all at once"({ alpaca }) {
    for (const limitPrice of [50, 51, 52]) await alpaca.trading.orders.limit({ symbol: "SPY", qty: 1, side: "buy", limitPrice, timeInForce: "gtc" });
    const open = await alpaca.trading.orders.getAllOrders({ status: "open", symbols: ["SPY"], direction: "asc" });
    assert.deepEqual(open.map((order) => Number(order.limitPrice)), [50, 51, 52]);
    const after = await alpaca.trading.orders.getAllOrders({ status: "open", afterOrderId: open[0].id, direction: "asc" });
    assert.deepEqual(after.map((order) => Number(order.limitPrice)), [51, 52]);
    const cancelled = await alpaca.trading.orders.deleteAllOrders();
    assert.deepEqual(cancelled.map((entry) => entry.status), [200, 200, 200]);
    const closed = await alpaca.trading.orders.getAllOrders({ status: "closed", limit: 3 });
    assert.ok(closed.every((order) => order.status === "canceled"));
  },

  async "the data streams tell what the REST side tells"({ alpaca, pass, streamUrl }) {
    const stocks = alpaca.marketData.stockStream({ url: streamUrl("v2/iex") });
    const coins = alpaca.marketData.cryptoStream({ url: streamUrl("v1beta3/crypto/us") });
    const seen = { bars: [], trades: [], quotes: [], coins: [] };
    let acknowledged = 0;
    stocks.onBar((bar) => seen.bars.push(bar));
    stocks.onTrade((trade) => seen.trades.push(trade));
    stocks.onQuote((quote) => seen.quotes.push(quote));
    coins.onBar((bar) => seen.coins.push(bar));
    for (const stream of [stocks, coins]) {
      stream.on("subscription", () => acknowledged++);
      stream.connect();
      assert.equal(await stream.waitForAuthentication(), true);
    }
    stocks.subscribeForBars(["AAPL"]);
    stocks.subscribeForTrades(["AAPL"]);
    stocks.subscribeForQuotes(["AAPL"]);
    coins.subscribeForBars(["BTC/USD"]);
    await until(() => acknowledged >= 4);
    await pass(120);
    await until(() => seen.bars.length >= 2 && seen.coins.length >= 2 && seen.trades.length >= 48);
    const rest = await alpaca.marketData.getStockBarsFor("AAPL", { timeframe: "1Min", start: seen.bars[0].timestamp, feed: "iex" });
    assert.deepEqual(rest.slice(0, 2).map((bar) => [bar.open, bar.high, bar.low, bar.close, bar.volume]), seen.bars.slice(0, 2).map((bar) => [bar.open, bar.high, bar.low, bar.close, bar.volume]));
    const trades = await alpaca.marketData.getStockTrades({ symbols: ["AAPL"], start: seen.trades[0].timestamp, feed: "iex" });
    assert.equal(trades.AAPL.find((trade) => trade.idRaw === seen.trades[0].idRaw).price, seen.trades[0].price);
    assert.equal(seen.quotes.length, seen.trades.length);
    for (const stream of [stocks, coins]) stream.disconnect();
  },

  async "a data stream refuses wrong keys"({ other, streamUrl }) {
    const stream = other("PKPERUN1", "wrong").marketData.stockStream({ url: streamUrl("v2/iex") });
    stream.connect();
    const result = await stream.waitForAuthenticationResult();
    assert.deepEqual([result.authenticated, result.code], [false, 402]);
  },

  async "all positions are closed, and the cash is the books'"({ alpaca, books }) {
    const closed = await alpaca.trading.closeAllPositions({ cancelOrders: true });
    assert.ok(closed.every((entry) => entry.status === 200));
    assert.deepEqual(await alpaca.trading.positions.getAllOpenPositions(), []);
    const [account, truth] = [await alpaca.trading.account.getAccount(), await books()];
    assert.deepEqual(truth.positions, {});
    assert.equal(cents(account.cash), cents(truth.cash));
    assert.equal(cents(account.equity), cents(truth.cash));
    const history = await alpaca.trading.portfolioHistory.getAccountPortfolioHistory({ period: "1D", timeframe: "1Min" });
    assert.equal(history.equity.length, history.timestamp.length);
  },
};
