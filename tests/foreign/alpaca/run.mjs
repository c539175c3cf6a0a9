// node run.mjs <url> <key> <secret>: runs every step, and ends with 1 where one fails.
import * as sdk from "@alpacahq/alpaca-trade-api";
import { steps } from "./steps.mjs";

const [url, key, secret] = process.argv.slice(2);
const here = new URL(url);

// The client's own hook for another host: nothing else of it is changed.
const fetchApi = (input, init) => {
  const asked = new URL(typeof input === "string" ? input : input.url);
  return fetch(new URL(asked.pathname + asked.search, here), init);
};
const other = (keyId, secretKey) => new sdk.Alpaca({ keyId, secret: secretKey, fetchApi, rateLimit: false, retry: false });
const alpaca = other(key, secret);
const streamUrl = (path) => `ws://${here.host}/${path}`;
const admin = async (path, init) => (await fetch(new URL(path, here), init)).json();
const books = async () => (await admin("/_perun/books")).accounts.find((account) => account.key === key);
const pass = (seconds) => admin("/_perun/time", { method: "POST", body: `${seconds}` });

const heard = [];
const stream = alpaca.trading.stream({ url: streamUrl("stream") });
stream.onTradeUpdate((update) => heard.push(update));
const listening = new Promise((done) => stream.on("subscription", done));
stream.connect();
await stream.waitForAuthentication();
stream.subscribeTradeUpdates();
await listening;
const updates = (clientOrderId) => heard.filter((update) => update.order.clientOrderId === clientOrderId);
const startingCash = Number((await books()).cash);

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step({ alpaca, other, books, pass, updates, streamUrl, startingCash, ...sdk });
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`failed ${name}: ${error.stack ?? error}`);
    if (error.cause) console.log(error.cause);
  }
}
stream.disconnect();
process.exit(failed ? 1 : 0);
