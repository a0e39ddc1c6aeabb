// Project references already refuse a room that is not allowed; what they cannot see stands here.

/** What each room may import of ours, itself included. A room that is not named may import nothing of ours. */
const rooms = {
  graph: [],
  ingest: ['graph'],
  trace: ['graph'],
  cases: ['graph', 'trace'],
  exports: ['graph', 'trace', 'cases'],
  queries: ['graph', 'trace', 'cases', 'exports'],
  examples: ['graph'],
  tools: ['graph', 'ingest'],
  src: ['graph', 'ingest', 'trace', 'cases', 'exports', 'queries', 'tools'],
  test: ['graph', 'ingest', 'trace', 'cases', 'exports', 'queries', 'src', 'examples', 'tools'],
};

const everyRoom = `^(${Object.keys(rooms).join('|')})/`;
const testFile = '\\.test\\.ts$';
const ourTests = `${testFile}|^test/`;

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `${room}/ may import of ours: ${[room, ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: everyRoom, pathNot: `^(${[room, ...allowed].join('|')})/|^test/peers/` },
}));

/** Packages that live in exactly one folder, so that replacing one is a local change. */
const homes = {
  'node:sqlite': '^graph/[^/]+/sqlite/',
  'neo4j-driver': '^graph/store/neo4j/',
  '(type-graphql|graphql-scalars|dataloader|reflect-metadata)': '^queries/',
  '(graphql|@apollo/server|@as-integrations/fastify|@graphql-yoga/render-graphiql)': '^(queries|src)/',
  '@marcbachmann/cel-js': '^ingest/mapping/',
  re2js: '^ingest/',
  saxes: '^ingest/formats/',
  '(csv-parse|iconv-lite)': '^(ingest|examples)/',
  commander: '^src/cli/',
  ssh2: '^ingest/connectors/sftp/',
  'prom-client': '^src/telemetry/',
  '@swc/core': '^tools/',
};

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const homeRules = Object.entries(homes).map(([packages, home]) => ({
  name: `home-of-${packages.replace(/[^a-z0-9-]+/gi, '-')}`,
  comment: `${packages} is imported only in ${home}.`,
  severity: 'error',
  from: { pathNot: `${home}|${ourTests}` },
  to: { path: `^(node_modules/)?${packages.replace('node:', '(node:)?')}(/|$)` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...roomRules,
    ...homeRules,
    {
      name: 'trace-reads-types-of-store-and-ledger',
      comment: 'Questions are pure: of store and ledger the kernel knows the types only.',
      severity: 'error',
      from: { path: '^trace/', pathNot: testFile },
      to: { path: '^graph/(store|ledger|writer)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'view-is-made-by-access',
      comment: 'Only authorization makes a View; a worker remakes the one it was sent; tests make their own.',
      severity: 'error',
      from: { pathNot: `^src/access/|-worker\\.ts$|${ourTests}` },
      to: { path: '^graph/model/view-authority\\.ts$' },
    },
    {
      name: 'tests-are-not-imported',
      comment: 'Peers are for tests only, and a test is imported by nothing.',
      severity: 'error',
      from: { pathNot: ourTests },
      to: { path: ourTests },
    },
    {
      name: 'no-cycles',
      comment: 'GraphQL types refer to each other in circles by thunks (queries/schema); nothing else may.',
      severity: 'error',
      from: { pathNot: '^queries/schema/' },
      to: { circular: true },
    },
    {
      name: 'nothing-undeclared',
      comment: 'What is imported is in package.json, or of ours and there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'development-stays-outside',
      comment: 'Running code uses no development package.',
      severity: 'error',
      from: { path: everyRoom, pathNot: `${ourTests}|^tools/` },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules/\\.cache|\\.tsbuild|data|examples/plant/out)' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
