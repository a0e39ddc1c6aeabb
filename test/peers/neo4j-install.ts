import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The two lines of Neo4j that Whence runs on, each with its exact version, its main class and the Java it needs. */
export const neo4jLines = {
  '5.26': { version: '5.26.30', main: 'org.neo4j.server.CommunityEntryPoint', java: { from: 17, to: 21 } },
  '2026': { version: '2026.08.1', main: 'org.neo4j.server.Neo4jCommunity', java: { from: 21, to: 25 } },
} as const;

export type Neo4jLine = keyof typeof neo4jLines;

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'whence');
const folderOf = (line: Neo4jLine): string => join(cache, `neo4j-${neo4jLines[line].version}`);

/** The program that runs this line, from JAVA_HOME, the machine's Javas or the path. */
export function javaFor(line: Neo4jLine): string | undefined {
  const { from, to } = neo4jLines[line].java;
  const fits = (home: string): boolean => majorOf(home) >= from && majorOf(home) <= to;
  const home = javaHomes().find(fits);
  return home === undefined ? undefined : join(home, 'bin/java');
}

function javaHomes(): readonly string[] {
  const installed = existsSync('/usr/lib/jvm') ? readdirSync('/usr/lib/jvm').map((name) => `/usr/lib/jvm/${name}`) : [];
  const onPath = whereIs('java');
  return [
    process.env['JAVA_HOME'],
    ...installed.sort(),
    ...(onPath === undefined ? [] : [dirname(dirname(realpathSync(onPath)))]),
  ].filter((home) => home !== undefined && existsSync(join(home, 'bin/java'))) as readonly string[];
}

// Every Java says its version in a file beside it; asking the program itself takes a tenth of a second each.
function majorOf(home: string): number {
  const file = join(home, 'release');
  if (!existsSync(file)) return 0;
  return Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
}

function whereIs(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

export function canInstall(line: Neo4jLine): boolean {
  return javaFor(line) !== undefined && (existsSync(folderOf(line)) || whereIs('mvn') !== undefined);
}

/** The folder with this line's jars; fetched once by Maven into the user's cache, whole or not at all. */
export async function install(line: Neo4jLine): Promise<string> {
  const folder = folderOf(line);
  if (existsSync(folder)) return folder;
  const { version } = neo4jLines[line];
  process.stderr.write(`whence: Maven fetches Neo4j ${version} into ${folder} (about 150 MB, once) …\n`);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(`${folder}.`);
  try {
    await writeFile(join(work, 'pom.xml'), pom(version));
    await promisify(execFile)('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=jars'], {
      cwd: work,
    });
    await rename(join(work, 'jars'), folder);
  } catch (error) {
    // Another run may have been quicker.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

const pom = (version: string): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>whence</groupId><artifactId>neo4j</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;
