import { hour, shiftBegin, shiftOf, wallClock } from '../calendar.ts';
import type { Instant, Shift } from '../calendar.ts';
import type { Diseases } from '../diseases.ts';
import type { Plant } from '../plant.ts';
import type { Sink } from '../sink.ts';
import { element, messages } from './mes-messages.ts';
import type { Message } from './mes-messages.ts';

/** The MES exports one XML file for each area and shift, and at its end one closing message for each terminal. */
export function tellMes(plant: Plant, diseases: Diseases, sink: Sink): void {
  const numbered = number(messages(plant, diseases));
  for (const file of shiftFiles(numbered)) {
    sink.write(`mes/${file.name}.xml`, exportFile(file, '\n'));
    // The shift leader exported one shift twice: other name, other line ends, the same messages.
    if (file.area === 'L1' && file.day === diseases.copied.shiftOf && file.shift === 'F') {
      sink.write(
        `mes/${file.name}_Wiederholung.xml`,
        exportFile({ ...file, exportedAt: file.exportedAt + hour }, '\r\n'),
      );
    }
  }
  for (const file of backfills(numbered)) sink.write(`later/mes/${file.name}.xml`, exportFile(file, '\n'));
}

interface Numbered extends Message {
  readonly nr: number;
}

const firstNumber: Readonly<Record<string, number>> = {
  MO1: 310_442,
  MO2: 208_113,
  VG1: 410_027,
  VG2: 198_550,
  OF1: 52_310,
  OF2: 31_877,
  QS1: 7_204,
  QS2: 5_611,
  MR1: 9_876,
};

/** Numbers run through in the order in which a terminal finished its messages, the lost ones included. */
function number(all: readonly Message[]): readonly Numbered[] {
  const next = { ...firstNumber };
  const inOrder = [...all].sort((a, b) => a.to - b.to || (a.station < b.station ? -1 : 1));
  const numberOf = new Map<Message, number>();
  return inOrder.map((message) => {
    const nr = next[message.station]!++;
    numberOf.set(message, nr);
    const reversed = message.reverses === undefined ? {} : { Bezug: String(numberOf.get(message.reverses)!) };
    return { ...message, nr, attributes: { ...message.attributes, ...reversed } };
  });
}

interface ShiftFile {
  readonly name: string;
  readonly area: string;
  readonly day: string;
  readonly shift: Shift;
  readonly exportedAt: Instant;
  readonly messages: readonly Numbered[];
  readonly late?: boolean;
}

function shiftFiles(all: readonly Numbered[]): readonly ShiftFile[] {
  const files = Map.groupBy(all, (m) => `MES_${m.area}_${shiftOf(m.to).day}_${shiftOf(m.to).shift}`);
  return [...files].map(([name, ofFile]) => {
    const { day, shift } = shiftOf(ofFile[0]!.to);
    return { name, area: ofFile[0]!.area, day, shift, exportedAt: shiftEnd(ofFile[0]!.to), messages: ofFile };
  });
}

const shiftEnd = (at: Instant): Instant => shiftBegin(at) + (shiftOf(at).shift === 'F' ? 9 : 15) * hour;

function exportFile(file: ShiftFile, lineEnd: string): string {
  const told = file.messages.filter((message) => file.late === true || message.lost !== true);
  const byStation = [...Map.groupBy(file.messages, (message) => message.station)];
  byStation.sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Rueckmeldungen xmlns="urn:wendelau:mes:rueckmeldung:2" Bereich="${file.area}" Schicht="${file.shift}" Export="${wallClock(file.exportedAt)}">`,
    ...told.flatMap(messageLines),
    ...byStation.map(([station, ofStation]) => closing(file, station, ofStation)),
    '</Rueckmeldungen>',
    '',
  ];
  return lines.join(lineEnd);
}

function messageLines({ nr, type, station, from, to, attributes, body }: Numbered): readonly string[] {
  const head = {
    Nr: String(nr),
    Art: type,
    Station: station,
    Werk: 'W1',
    Beginn: wallClock(from),
    Ende: wallClock(to),
  };
  const open = element('Meldung', { ...head, ...attributes }).replace(/\/>$/, '>');
  return [`  ${open}`, ...body.map((line) => `    ${line}`), '  </Meldung>'];
}

/** From which number to which the terminal counted, and how many of them are in this file. */
function closing(file: ShiftFile, station: string, ofStation: readonly Numbered[]): string {
  const { day, shift, late } = file;
  const told = ofStation.filter((message) => late === true || message.lost !== true);
  return `  ${element('Meldung', {
    Art: 'ABSCHLUSS',
    Station: station,
    Werk: 'W1',
    Tag: day,
    Schicht: shift,
    Beginn: wallClock(shiftBegin(ofStation[0]!.to)),
    Ende: wallClock(shiftEnd(ofStation[0]!.to)),
    ErsteNr: String(ofStation[0]!.nr),
    LetzteNr: String(ofStation.at(-1)!.nr),
    Anzahl: String(told.length),
    Nachtrag: late === true ? 'ja' : undefined,
  })}`;
}

/** What was still in the terminals' memories, read out a week later. Not among the files that a first run takes in. */
function backfills(all: readonly Numbered[]): readonly ShiftFile[] {
  const week = 7 * 24 * hour;
  return shiftFiles(all.filter((message) => message.lost === true)).map((file) => ({
    ...file,
    name: `${file.name}_Nachtrag`,
    exportedAt: file.exportedAt + week,
    late: true,
  }));
}
