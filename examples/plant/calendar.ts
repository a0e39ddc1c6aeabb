/** Milliseconds since 1970, UTC: what truly happened when. How a system writes it down is that system's affair. */
export type Instant = number;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

const firstMonday = Date.UTC(2026, 8, 14);
const oneDay = 24 * hour;

/** Hours that the plant's wall clock is ahead of UTC. */
export function berlinOffset(at: Instant): 1 | 2 {
  const year = new Date(at).getUTCFullYear();
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9) ? 2 : 1;
}

const lastSunday = (year: number, month: number): Instant => {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1);
};

/** Midnight by the plant's wall clock of the nth working day (Monday to Friday) since the start; negative before it. */
export function workingDay(n: number): Instant {
  const week = Math.floor(n / 5);
  const utcMidnight = firstMonday + (week * 7 + (n - week * 5)) * oneDay;
  return utcMidnight - berlinOffset(utcMidnight) * hour;
}

/** The first working day whose midnight is not before the instant. */
export function nextWorkingDay(at: Instant): Instant {
  let n = Math.floor((at - firstMonday) / oneDay / 7) * 5;
  while (workingDay(n) < at) n++;
  return workingDay(n);
}

/** What the wall clock showed, as `2026-10-14T06:12:33`; `off` hours wrong where a clock was. */
export const wallClock = (at: Instant, off = 0): string =>
  new Date(at + (berlinOffset(at) + off) * hour).toISOString().slice(0, 19);

export const withOffset = (at: Instant): string => `${wallClock(at)}+0${berlinOffset(at)}:00`;
export const utc = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** `20261014` */
export const dayStamp = (at: Instant): string => wallClock(at).slice(0, 10).replaceAll('-', '');

/** `14.10.2026` */
export const germanDate = (at: Instant, off = 0): string =>
  wallClock(at, off).slice(0, 10).split('-').reverse().join('.');

/** `14.10.2026 06:12:33` */
export const germanTime = (at: Instant, off = 0): string => `${germanDate(at, off)} ${wallClock(at, off).slice(11)}`;

export type Shift = 'F' | 'S';

/** The shift that a message is filed under: early until 14:00; what comes after midnight still belongs to the late one. */
export function shiftOf(at: Instant): { readonly day: string; readonly shift: Shift } {
  const hours = Number(wallClock(at).slice(11, 13));
  if (hours < 5) return { day: dayStamp(at - 6 * hour), shift: 'S' };
  return { day: dayStamp(at), shift: hours < 14 ? 'F' : 'S' };
}

/** The shifts begin at 5:00 and 14:00. */
export function shiftBegin(at: Instant): Instant {
  const { day, shift } = shiftOf(at);
  return midnightOf(day, at) + (shift === 'F' ? 5 : 14) * hour;
}

const midnightOf = (day: string, at: Instant): Instant => {
  const intoDay = Date.parse(`${wallClock(at)}Z`) - Date.parse(`${wallClock(at).slice(0, 10)}T00:00:00Z`);
  const midnight = at - intoDay;
  return dayStamp(midnight) === day ? midnight : midnight - 24 * hour;
};
