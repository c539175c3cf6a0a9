// node run.mjs <url> <key> <secret> <account>: runs every step, and ends with 1 where one fails.
import ccxt from "ccxt";
import { steps } from "./steps.mjs";

const [url, key, secret, name] = process.argv.slice(2);
const here = new URL(url);
const ws = (path) => `ws://${here.host}${path}`;

// ccxt's own options: other addresses, no waiting between calls, and a nonce that grows with each of them.
let nonce = Date.now() * 1000;
const options = (apiKey, signature) => ({
  apiKey,
  secret: signature,
  enableRateLimit: false,
  nonce: () => ++nonce,
  urls: { api: { public: here.origin, private: here.origin, ws: { publicV2: ws("/v2"), privateV2: ws("/auth/v2"), public: ws("/v1"), private: ws("/auth/v1") } } },
});
const rest = new ccxt.kraken(options(key, secret));
const pro = new ccxt.pro.kraken({ ...options(key, secret), newUpdates: false });
await pro.loadHttpProxyAgent(); // what ccxt asks for where a WebSocket is not encrypted
const other = (apiKey, signature) => new ccxt.kraken(options(apiKey, signature));

const admin = async (path, init) => (await fetch(new URL(path, here), init)).json();
const books = async () => (await admin("/_perun/books")).accounts.find((account) => account.name === name);
const pass = (seconds) => admin("/_perun/time", { method: "POST", body: `${seconds}` });

let failed = 0;
for (const [title, step] of Object.entries(steps)) {
  try {
    await step({ ccxt, rest, pro, other, key, secret, books, pass });
    console.log(`ok ${title}`);
  } catch (error) {
    failed++;
    console.log(`failed ${title}: ${error.stack ?? error}`);
  }
}
await pro.close();
process.exit(failed ? 1 : 0);
