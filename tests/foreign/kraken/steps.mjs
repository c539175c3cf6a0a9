// What ccxt does against the simulator, over REST and over WebSockets. Each step asserts; the runner counts.
import assert from "node:assert/strict";

const cents = (number) => Math.round(Number(number) * 100);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const symbol = "BTC/USD";

// What has not come after a minute never will.
async function until(condition) {
  for (let look = 0; look < 6000; look++) {
    const value = await condition();
    if (value) return value;
    await pause(10);
  }
  throw new Error(`it never came: ${condition}`);
}

// Streams speak while the market moves, and it only moves when it is told to.
async function whileMoving(pass, promise) {
  let done = false;
  const result = promise.finally(() => (done = true));
  for (let turn = 0; turn < 600 && !done; turn++) {
    await pass(3);
    await pause(10);
  }
  return result;
}

async function filled(rest, pass, id) {
  return until(async () => {
    const order = await rest.fetchOrder(id);
    if (order.status !== "open") return order;
    await pass(10);
  });
}

async function agrees(rest, books) {
  const balance = await rest.fetchBalance();
  const truth = await books();
  assert.equal(cents(balance.USD.total), cents(truth.balances.USD));
  assert.equal(balance.BTC.total, Number(truth.balances.BTC));
  return balance;
}

export const steps = {
  async "time and status"({ rest }) {
    assert.ok(Math.abs((await rest.fetchTime()) - Date.parse("2026-01-05T14:31:00Z")) < 3_600_000);
    assert.equal((await rest.fetchStatus()).status, "ok");
  },

  async "markets and currencies"({ rest }) {
    const markets = await rest.loadMarkets();
    const market = markets[symbol];
    assert.equal(market.id, "XXBTZUSD");
    assert.equal(market.precision.price, 0.1);
    assert.equal(market.precision.amount, 1e-8);
    assert.equal(market.limits.amount.min, 0.00005);
    assert.equal(market.limits.cost.min, 0.5);
    assert.equal(market.taker, 0.004);
    assert.equal(market.maker, 0.0025);
    assert.equal(markets["DOGE/USD"].id, "XDGUSD");
    assert.equal(markets["ETH/USD"].id, "XETHZUSD");
    const currencies = await rest.fetchCurrencies();
    assert.equal(currencies.BTC.id, "XXBT");
    assert.equal(currencies.USD.id, "ZUSD");
    assert.equal((await rest.fetchTradingFee(symbol)).taker, 0.004);
  },

  async "ticker, order book, candles and trades"({ rest }) {
    const ticker = await rest.fetchTicker(symbol);
    assert.ok(ticker.bid < ticker.ask && ticker.low <= ticker.last && ticker.last <= ticker.high && ticker.baseVolume > 0);
    assert.ok((await rest.fetchTickers([symbol, "ETH/USD"]))["ETH/USD"].last > 0);
    const book = await rest.fetchOrderBook(symbol, 100);
    assert.equal(book.bids.length, 100);
    assert.equal(book.asks.length, 100);
    assert.equal(book.bids[0][0], ticker.bid);
    assert.equal(book.asks[0][0], ticker.ask);
    for (let place = 1; place < 100; place++) assert.ok(book.asks[place][0] > book.asks[place - 1][0] && book.bids[place][0] < book.bids[place - 1][0]);
    const candles = await rest.fetchOHLCV(symbol, "1m");
    assert.ok(candles.length > 300);
    for (let place = 1; place < candles.length; place++) assert.equal(candles[place][0] - candles[place - 1][0], 60_000);
    for (const [, open, high, low, close, volume] of candles.slice(0, -1)) assert.ok(low <= open && low <= close && high >= open && high >= close && volume > 0);
    const trades = await rest.fetchTrades(symbol);
    assert.ok(trades.length > 100 && trades.every((trade) => trade.price > 0 && trade.amount > 0));
    const page = await rest.publicGetTrades({ pair: "XXBTZUSD", since: trades[0].timestamp / 1000, count: 10 });
    assert.equal(page.result.XXBTZUSD.length, 10);
    const next = await rest.publicGetTrades({ pair: "XXBTZUSD", since: page.result.last, count: 10 });
    assert.equal(Number(next.result.XXBTZUSD[0][6]), Number(page.result.XXBTZUSD[9][6]) + 1);
  },

  async "a wrong signature and a wrong key are refused"({ ccxt, other, key, secret }) {
    const wrong = other(key, Buffer.from("another secret").toString("base64"));
    await assert.rejects(wrong.fetchBalance(), (error) => error instanceof ccxt.ExchangeError && /EAPI:Invalid signature/.test(error.message));
    await assert.rejects(other("nobody", secret).fetchBalance(), ccxt.AuthenticationError);
    const stale = other(key, secret);
    stale.nonce = () => 1;
    await assert.rejects(stale.fetchBalance(), ccxt.InvalidNonce);
  },

  async "the balance is as the books have it"({ rest, books }) {
    const balance = await agrees(rest, books);
    assert.equal(balance.USD.used, 0);
  },

  async "a market order fills"({ rest, books, pass }) {
    const placed = await rest.createOrder(symbol, "market", "buy", 0.05);
    const order = await filled(rest, pass, placed.id);
    assert.equal(order.status, "closed");
    assert.equal(order.filled, 0.05);
    assert.ok(order.fee.cost > 0 && order.average > 0);
    const balance = await agrees(rest, books);
    assert.equal(balance.BTC.total, 0.05);
    const trades = (await rest.fetchMyTrades(symbol)).filter((trade) => trade.order === placed.id);
    assert.equal(trades.reduce((sum, trade) => sum + Math.round(trade.amount * 1e8), 0), 5_000_000);
    assert.equal(cents(trades.reduce((sum, trade) => sum + trade.cost, 0)), cents(order.cost));
    assert.ok(trades.every((trade) => trade.takerOrMaker === "taker"));
  },

  async "a market order for a sum of cash"({ rest, books, pass }) {
    const placed = await rest.createMarketBuyOrderWithCost(symbol, 250);
    const order = await filled(rest, pass, placed.id);
    assert.equal(order.status, "closed");
    assert.ok(Math.abs(order.cost - 250) < 1);
    await agrees(rest, books);
    const sold = await rest.createOrder(symbol, "market", "sell", order.filled);
    assert.equal((await filled(rest, pass, sold.id)).status, "closed");
    await agrees(rest, books);
  },

  async "a limit order rests, locks cash, is amended and cancelled"({ rest, books }) {
    const { last } = await rest.fetchTicker(symbol);
    const placed = await rest.createOrder(symbol, "limit", "buy", 0.01, last * 0.8, { clientOrderId: "resting-1" });
    const open = await rest.fetchOpenOrders(symbol);
    assert.deepEqual(open.map((order) => order.id), [placed.id]);
    assert.equal(open[0].clientOrderId, "resting-1");
    const balance = await agrees(rest, books);
    assert.ok(balance.USD.used >= open[0].price * 0.01);
    const amended = await rest.editOrder(placed.id, symbol, "limit", "buy", 0.02, last * 0.81);
    assert.ok(amended.id.startsWith("T"));
    const order = await rest.fetchOrder(placed.id);
    assert.equal(order.amount, 0.02);
    assert.equal(order.price, Number(rest.priceToPrecision(symbol, last * 0.81)));
    await rest.cancelOrder(placed.id, symbol);
    assert.equal((await rest.fetchOrder(placed.id)).status, "canceled");
    assert.equal((await rest.fetchBalance()).USD.used, 0);
    assert.equal((await rest.fetchOpenOrders(symbol)).length, 0);
    assert.ok((await rest.fetchClosedOrders(symbol)).some((closed) => closed.id === placed.id && closed.status === "canceled"));
  },

  async "an order that would take is refused as post only"({ rest }) {
    const { ask } = await rest.fetchTicker(symbol);
    const placed = await rest.createOrder(symbol, "limit", "buy", 0.01, ask * 1.01, { postOnly: true });
    const order = await rest.fetchOrder(placed.id);
    assert.equal(order.status, "canceled");
    assert.equal(order.info.reason, "Post only order");
  },

  async "a stop-loss locks the holding and a target beside it is refused"({ ccxt, rest, books }) {
    const { last } = await rest.fetchTicker(symbol);
    const stop = await rest.createOrder(symbol, "market", "sell", 0.05, undefined, { stopLossPrice: last * 0.9 });
    const order = await rest.fetchOrder(stop.id);
    assert.equal(order.status, "open");
    assert.equal(order.info.descr.ordertype, "stop-loss");
    assert.equal((await agrees(rest, books)).BTC.used, 0.05);
    await assert.rejects(rest.createOrder(symbol, "market", "sell", 0.05, undefined, { takeProfitPrice: last * 1.1 }), ccxt.InsufficientFunds);
    await rest.cancelOrder(stop.id);
    assert.equal((await rest.fetchBalance()).BTC.used, 0);
  },

  async "stops, targets and trailing stops of all kinds are taken"({ rest }) {
    const { last } = await rest.fetchTicker(symbol);
    for (const [type, price, params] of [
      ["limit", last * 0.88, { stopLossPrice: last * 0.9 }],
      ["market", undefined, { takeProfitPrice: last * 1.1 }],
      ["limit", last * 1.09, { takeProfitPrice: last * 1.1 }],
      ["market", undefined, { trailingAmount: "500" }],
      ["market", undefined, { trailingPercent: "5" }],
    ]) {
      const placed = await rest.createOrder(symbol, type, "sell", 0.05, price, params);
      assert.equal((await rest.fetchOrder(placed.id)).status, "open");
      await rest.cancelOrder(placed.id);
    }
  },

  async "orders in a batch"({ rest }) {
    const { last } = await rest.fetchTicker(symbol);
    const placed = await rest.createOrders([
      { symbol, type: "limit", side: "buy", amount: 0.001, price: last * 0.7 },
      { symbol, type: "limit", side: "buy", amount: 0.002, price: last * 0.71 },
    ]);
    assert.equal((await rest.fetchOpenOrders(symbol)).length, 2);
    await rest.cancelOrders(placed.map((order) => order.id));
    assert.equal((await rest.fetchOpenOrders(symbol)).length, 0);
    await rest.createOrder(symbol, "limit", "buy", 0.001, last * 0.7);
    await rest.createOrder("ETH/USD", "limit", "buy", 0.1, 1500);
    const [cancelled] = await rest.cancelAllOrders();
    assert.equal(Number(cancelled.info.result.count), 2);
  },

  async "the dead man's switch"({ rest, pass }) {
    const { last } = await rest.fetchTicker(symbol);
    const placed = await rest.createOrder(symbol, "limit", "buy", 0.001, last * 0.7);
    await rest.cancelAllOrdersAfter(60_000);
    await pass(61);
    assert.equal((await rest.fetchOrder(placed.id)).status, "canceled");
  },

  async "errors have their names"({ ccxt, rest }) {
    await assert.rejects(rest.createOrder(symbol, "limit", "buy", 100, 90_000), ccxt.InsufficientFunds);
    await assert.rejects(rest.privatePostAddOrder({ pair: "XXBTZUSD", type: "buy", ordertype: "limit", price: "90000.123", volume: "0.01" }), /EOrder:Tick size check failed/);
    await assert.rejects(rest.privatePostAddOrder({ pair: "XXBTZUSD", type: "buy", ordertype: "limit", price: "90000", volume: "0.00001" }), ccxt.InvalidOrder);
    await assert.rejects(rest.privatePostAddOrder({ pair: "NOPE", type: "buy", ordertype: "market", volume: "1" }), /EQuery:Unknown asset pair/);
    await assert.rejects(rest.cancelOrder("OAAAAA-AAAAA-AAAAAA"), ccxt.OrderNotFound);
  },

  async "the ledger adds up to the balance"({ rest, books }) {
    const entries = await rest.fetchLedger();
    const sum = (code) => entries.filter((entry) => entry.currency === code).reduce((total, entry) => total + (entry.direction === "in" ? 1 : -1) * entry.amount - (entry.fee.cost ?? 0), 0);
    const truth = await books();
    assert.equal(cents(sum("USD")), cents(truth.balances.USD));
    assert.equal(Math.round(sum("BTC") * 1e8), Math.round(Number(truth.balances.BTC) * 1e8));
    assert.ok((await rest.fetchLedgerEntry(entries[0].id)).id === entries[0].id);
  },

  async "the ticker, trades and candles stream"({ pro, pass }) {
    const ticker = await whileMoving(pass, pro.watchTicker(symbol));
    assert.ok(ticker.bid < ticker.ask && ticker.last > 0 && ticker.baseVolume > 0);
    const trades = await whileMoving(pass, pro.watchTrades(symbol));
    assert.ok(trades.length > 0 && trades[0].price > 0);
    const candles = await whileMoving(pass, pro.watchOHLCV(symbol, "1m"));
    const [began] = candles.at(-1);
    await pass(60);
    const later = await whileMoving(pass, until(async () => pro.ohlcvs[symbol]["1m"].at(-1)[0] > began && pro.ohlcvs[symbol]["1m"]));
    assert.ok(later.at(-1)[0] > began);
  },

  // ccxt's own check compares digits that a JSON number can't carry through JavaScript; so its book is checked here with the
  // pair's digits and ccxt's own CRC-32, after every message.
  async "the order book streams and every checksum is right"({ rest, pro, pass }) {
    const { info } = (await rest.loadMarkets())[symbol];
    const handle = pro.handleOrderBook;
    const digits = (number, decimals) => Number(number).toFixed(decimals).replace(".", "").replace(/^0+/, "");
    const side = (levels) => levels.slice(0, 10).map(([price, amount]) => digits(price, Number(info.pair_decimals)) + digits(amount, Number(info.lot_decimals))).join("");
    const checked = { snapshot: 0, update: 0 };
    let wrong = 0;
    pro.handleOrderBook = function (client, message) {
      handle.call(this, client, message);
      const book = this.orderbooks[symbol];
      if (this.crc32(side(book.asks) + side(book.bids), false) !== message.data[0].checksum) wrong++;
      checked[message.type]++;
    };
    const book = await whileMoving(pass, pro.watchOrderBook(symbol, 25));
    assert.equal(book.bids.length, 25);
    await whileMoving(pass, until(async () => checked.update > 200));
    assert.equal(wrong, 0);
    assert.equal(checked.snapshot, 1);
    assert.equal(pro.orderbooks[symbol].asks.length, 25);
    const now = await rest.fetchOrderBook(symbol, 25);
    assert.deepEqual(Array.from(pro.orderbooks[symbol].asks, ([price]) => price), Array.from(now.asks, ([price]) => price));
  },

  async "orders, fills and the balance stream"({ rest, pro, books, pass }) {
    await pro.watchBalance();
    const { last } = await rest.fetchTicker(symbol);
    const first = await rest.createOrder(symbol, "limit", "buy", 0.001, last * 0.7);
    await pro.watchOrders();
    const placed = await pro.createOrderWs(symbol, "market", "buy", 0.01);
    await filled(rest, pass, placed.id);
    await until(async () => pro.orders?.some((order) => order.id === placed.id && order.status === "closed"));
    await until(async () => pro.myTrades?.filter((trade) => trade.order === placed.id).reduce((sum, trade) => sum + Math.round(trade.amount * 1e8), 0) === 1_000_000);
    const [trade] = pro.myTrades.filter((one) => one.order === placed.id);
    assert.ok(trade.fee.cost > 0 && trade.fee.currency === "USD" && trade.takerOrMaker === "taker");
    const truth = await books();
    await until(async () => cents(pro.balance.spot.USD.total) === cents(truth.balances.USD));
    assert.equal(pro.balance.spot.BTC.total, Number(truth.balances.BTC));
    const resting = await pro.createOrderWs(symbol, "limit", "buy", 0.001, last * 0.71);
    const amended = await pro.editOrderWs(resting.id, symbol, "limit", "buy", 0.002, last * 0.72);
    assert.ok(amended.id);
    assert.equal((await rest.fetchOrder(resting.id)).amount, 0.002);
    await pro.cancelOrderWs(resting.id);
    await until(async () => pro.orders.some((order) => order.id === resting.id && order.status === "canceled"));
    await pro.cancelAllOrdersWs();
    assert.equal((await rest.fetchOrder(first.id)).status, "canceled");
    await assert.rejects(pro.createOrderWs(symbol, "limit", "buy", 100, 90_000), /EOrder:Insufficient funds/);
    await agrees(rest, books);
  },

  async "everything is sold and the books agree"({ rest, books, pass }) {
    const { BTC } = await rest.fetchBalance();
    const placed = await rest.createOrder(symbol, "market", "sell", BTC.total);
    assert.equal((await filled(rest, pass, placed.id)).status, "closed");
    const balance = await agrees(rest, books);
    assert.equal(balance.BTC.total, 0);
  },
};
