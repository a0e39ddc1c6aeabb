import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { hashOf, pagePolicy } from './security-headers.ts';

export interface Page {
  readonly html: Buffer;
  readonly policy: string;
}

/** GraphiQL as one page that loads nothing from anywhere: scripts, styles and editor workers stand in it (A21). */
export function graphiqlPage(question: string): Page {
  const html = renderGraphiQL({ title: 'Whence · GraphiQL', endpoint: '/graphql', defaultQuery: question });
  const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
  const policy = pagePolicy([
    `script-src ${hashOf(script)}`,
    // The editor writes its own styles while it runs; its workers are made of texts of this page.
    "style-src 'unsafe-inline'",
    'worker-src blob:',
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
  ]);
  return { html: Buffer.from(html), policy };
}
