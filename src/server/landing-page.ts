import type { Health } from './health.ts';
import { hashOf, pagePolicy } from './security-headers.ts';
import type { Page } from './graphiql-page.ts';

/** The first thing to ask, in words and as a document. */
export interface FirstQuestion {
  readonly words: string;
  readonly document: string;
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; color: #1d2327; background: #fff }
code, pre { font: 13px/1.45 ui-monospace, monospace }
pre { background: #f4f5f6; padding: .8rem; overflow: auto }
dt { font-weight: 600 } dd { margin: 0 0 .6rem }
@media (prefers-color-scheme: dark) { body { color: #e6e6e6; background: #16191c } pre { background: #22272b } a { color: #8ab8ff } }
`;

/** What this is, whether it is ready, and where to ask. There is no web app yet, and the page does not pretend one. */
export function landingPage(question: FirstQuestion, health: Health): Page {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Whence</title>
<style>${style}</style>
<h1>Whence</h1>
<p>Where a thing came from, where it went, what else is affected, and how sure the answer is.</p>
<h2>State: ${text(health.status)}</h2>
${stateOf(health)}
<h2>Ask</h2>
<p>${text(question.words)}</p>
<pre>${text(question.document)}</pre>
<p><a href="/graphiql">Ask it in GraphiQL</a>, where it stands ready to run. Programs post to <code>/graphql</code>.
A whole answer, streamed as lines: <code>/export/trace/&lt;id&gt;.ndjson</code>. For machines: <code>/livez</code>,
<code>/readyz</code>, <code>/metrics</code>.</p>
<p>This server is open to this machine only: whoever is logged in here sees everything.</p>
</html>
`;
  return { html: Buffer.from(html), policy: pagePolicy([`style-src ${hashOf(style)}`]) };
}

function stateOf({ conditions, ledgerPosition, appliedPosition }: Health): string {
  const known = `<p>Ledger position ${ledgerPosition ?? '–'}, applied up to ${appliedPosition ?? '–'}.</p>`;
  const items = conditions.map(({ code, about, meaning, remedy }) => {
    const named = about === undefined ? code : `${code} · ${about}`;
    return `<dt>${text(named)}</dt><dd>${text(meaning)} ${text(remedy)}</dd>`;
  });
  const what = ledgerPosition === 0 ? `${known}${nothingYet}` : known;
  return items.length === 0 ? what : `${what}<dl>${items.join('')}</dl>`;
}

const nothingYet = `<p>Nothing has come in yet. Name a source under <code>sources:</code> in <code>whence.yaml</code>
(<code>docs/mapping/README.md</code> shows how), or try the example plant: <code>whence demo</code>.</p>`;

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const text = (raw: string): string => raw.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);
