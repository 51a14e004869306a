// The table: medians of all runs and how many times the floor's the app's is. Says nothing about what is good enough.
import { median } from './measure.mjs';

/** Name in the numbers, what it is, unit, digits. */
const LINES = [
  ['start', 'start → list painted', 'ms', 0],
  ['startAgain', 'reload → list painted', 'ms', 0],
  ['compiled', '  of which until the WebAssembly runs', 'ms', 0],
  ['requests', 'requests until then', '', 0],
  ['apiEarly', '  of the API, before the WebAssembly runs', '', 0],
  ['filesKb', 'page, styles, scripts, wasm as transferred', 'KB', 1],
  ['apiKb', 'API answers until then', 'KB', 1],
  ['shift', 'layout shift (CLS) of the start', '', 3],
  ['slowStart', '1.6 Mbit/s, 150 ms: list painted', 'ms', 0],
  ['slowLcp', '1.6 Mbit/s, 150 ms: largest paint (LCP)', 'ms', 0],
  ['thread', 'click → thread painted, first time', 'ms', 0],
  ['threadSlowest', '  slowest', 'ms', 0],
  ['threadAgain', 'click → thread painted, again', 'ms', 0],
  ['threadAgainSlowest', '  slowest', 'ms', 0],
  ['tab', 'tab Active → All painted, first time', 'ms', 0],
  ['tabAgain', 'tab Active → All painted, again', 'ms', 0],
  ['key', 'key → glyph', 'ms', 1],
  ['keySlowest', '  slowest', 'ms', 1],
  ['keyBusy', 'key → glyph during updates', 'ms', 1],
  ['keyBusyP95', '  95th percentile', 'ms', 1],
  ['send', 'Enter → bubble', 'ms', 0],
  ['sendLate', '  the server answers after 2 s', 'ms', 0],
  ['sendDown', '  the server is down', 'ms', 0],
  ['updateMs', '1,000 updates: main thread', 'ms', 0],
  ['updateScriptMs', '  of which scripts and wasm', 'ms', 0],
  ['updateLayoutMs', '  of which style and layout', 'ms', 0],
  ['frames', 'updates: frames drawn', '', 0],
  ['frameP95', 'updates: 95th-percentile frame', 'ms', 0],
  ['slowestFrame', 'updates: slowest frame', 'ms', 0],
  ['longTasks', 'updates: tasks over 50 ms', '', 0],
  ['longestTask', '  the longest', 'ms', 0],
  ['drain', 'last update → list right', 'ms', 0],
  ['inOrder', 'list right at the end (1 = yes)', '', 0],
  ['wheelP95', 'wheel through the list: 95th-percentile frame', 'ms', 0],
  ['wheelBlank', '  blank frames beyond two', '', 0],
  ['throwSlowest', 'scrollbar thrown → rows, slowest', 'ms', 0],
  ['shiftScrolled', 'layout shift (CLS) up to here', '', 3],
  ['heapStart', 'memory after start', 'MB', 1],
  ['heapThreads', 'memory after threads', 'MB', 1],
  ['heapUpdates', 'memory after updates', 'MB', 1],
  ['elementsStart', 'elements after start', '', 0],
  ['elementsThread', 'elements with a thread', '', 0],
  ['elementsUpdates', 'elements after updates', '', 0],
  ['elementsScrolled', 'elements after scrolling', '', 0],
  ['longStart', 'long thread: address → painted', 'ms', 0],
  ['longPages', 'long thread: pages of 50 scrolled up', '', 0],
  ['longPageMs', 'long thread: main thread a page', 'ms', 1],
  ['longSlowestFrame', 'long thread: slowest frame of scrolling', 'ms', 0],
  ['longLeave', 'long thread → click → another painted', 'ms', 0],
  ['longBack', 'Back → long thread painted', 'ms', 0],
  ['elementsLong', 'elements with the long thread', '', 0],
  ['heapLong', 'memory with the long thread', 'MB', 1],
  ['hostPress', 'a page around it: slowest press while it loads', 'ms', 0],
  ['hostPressUsual', '  the usual one', 'ms', 0],
  ['hostLong', '  its own tasks over 50 ms', '', 0],
];
/** What should not depend on how many conversations there are. */
const SAME = ['start', 'apiKb', 'thread', 'threadAgain', 'tab', 'updateMs', 'frameP95', 'heapStart', 'elementsStart', 'elementsUpdates'];

const value = (runs, name) => {
  const found = runs.map((run) => run[name]).filter((value) => value !== undefined);
  return found.length > 0 ? median(found) : undefined;
};

export function report({ contents, runs, calibration }) {
  const { total, long } = contents;
  const lines = [['', 'app', 'floor', '', 'app ÷ floor']];
  for (const [name, label, unit, digits] of LINES) {
    const [ours, theirs] = [value(runs.app, name), value(runs.floor, name)];
    if (ours === undefined) continue;
    const ratio = unit && theirs > 0 ? (ours / theirs).toFixed(2) : '';
    lines.push([label, ours.toFixed(digits), theirs?.toFixed(digits) ?? '', unit, ratio]);
  }
  const [calm, worst] = [median(calibration), Math.max(...calibration)];
  const machine = `machine: the same loop took ${calm.toFixed(0)} ms, at worst ${worst.toFixed(0)} ms before a run`;
  const head = `${total.toLocaleString('en')} conversations, the longest with ${long.entries.toLocaleString('en')} entries; medians of ${runs.app.length} runs`;
  return `\n${head}\n${machine}${worst > calm * 1.15 ? ' (busy: measure again)' : ''}\n\n${table(lines)}\n`;
}

/** The app on different amounts of data: medians side by side, and the largest divided by the smallest. */
export function comparison(measured) {
  const lines = [['', ...measured.map(({ contents }) => contents.total.toLocaleString('en')), '', 'max ÷ min']];
  for (const [name, label, unit, digits] of LINES.filter(([name]) => SAME.includes(name))) {
    const values = measured.map(({ runs }) => value(runs.app, name));
    const ratio = Math.max(...values) / Math.min(...values);
    lines.push([label, ...values.map((value) => value.toFixed(digits)), unit, ratio.toFixed(2)]);
  }
  return `\nThe app by the number of conversations\n\n${table(lines)}\n`;
}

function table(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const left = (column) => column === 0 || column === widths.length - 2;
  const cell = (text, column) => (left(column) ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  return lines.map((line) => line.map(cell).join('  ').trimEnd()).join('\n');
}
