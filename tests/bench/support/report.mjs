// The table: medians of all runs and how many times the floor's the app's is. Says nothing about what is good enough.
import { median } from './run.mjs';

/** Name in the numbers, what it is, unit, digits. */
const LINES = [
  ['start', 'start → list painted', 'ms', 0],
  ['startAgain', 'reload → list painted', 'ms', 0],
  ['filesKb', 'page, styles, scripts, wasm as transferred', 'KB', 1],
  ['apiKb', 'API answers until then', 'KB', 1],
  ['thread', 'click → thread painted, first time', 'ms', 0],
  ['threadAgain', 'click → thread painted, again', 'ms', 0],
  ['tab', 'tab Active → All painted, first time', 'ms', 0],
  ['tabAgain', 'tab Active → All painted, again', 'ms', 0],
  ['key', 'key → glyph', 'ms', 1],
  ['keySlowest', 'key → glyph, slowest of a run', 'ms', 1],
  ['updateMs', '1,000 updates: main thread', 'ms', 0],
  ['updateScriptMs', '  of which scripts and wasm', 'ms', 0],
  ['updateLayoutMs', '  of which style and layout', 'ms', 0],
  ['frames', 'updates: frames drawn', '', 0],
  ['frameP95', 'updates: 95th-percentile frame', 'ms', 0],
  ['slowestFrame', 'updates: slowest frame', 'ms', 0],
  ['longTasks', 'updates: tasks over 50 ms', '', 0],
  ['drain', 'last update → list right', 'ms', 0],
  ['inOrder', 'list right at the end (1 = yes)', '', 0],
  ['heapStart', 'memory after start', 'MB', 1],
  ['heapThreads', 'memory after threads', 'MB', 1],
  ['heapUpdates', 'memory after updates', 'MB', 1],
  ['elementsStart', 'elements after start', '', 0],
  ['elementsThread', 'elements with a thread', '', 0],
  ['elementsUpdates', 'elements after updates', '', 0],
  ['longStart', 'long thread: address → painted', 'ms', 0],
  ['longPages', 'long thread: pages of 50 scrolled up', '', 0],
  ['longPageMs', 'long thread: main thread a page', 'ms', 1],
  ['longSlowestFrame', 'long thread: slowest frame of scrolling', 'ms', 0],
  ['longLeave', 'long thread → click → another painted', 'ms', 0],
  ['longBack', 'Back → long thread painted', 'ms', 0],
  ['elementsLong', 'elements with the long thread', '', 0],
  ['heapLong', 'memory with the long thread', 'MB', 1],
];

export function report({ contents, runs, calibration }) {
  const { total, long } = contents;
  const lines = [['', 'app', 'floor', '', 'app ÷ floor']];
  for (const [name, label, unit, digits] of LINES) {
    const [app, floor] = ['app', 'floor'].map((who) => runs[who].map((run) => run[name]).filter((value) => value !== undefined));
    if (app.length === 0 || floor.length === 0) continue;
    const [ours, theirs] = [median(app), median(floor)];
    const ratio = unit && theirs > 0 ? (ours / theirs).toFixed(2) : '';
    lines.push([label, ours.toFixed(digits), theirs.toFixed(digits), unit, ratio]);
  }
  const [calm, worst] = [median(calibration), Math.max(...calibration)];
  const machine = `machine: the same loop took ${calm.toFixed(0)} ms, at worst ${worst.toFixed(0)} ms before a run`;
  const head = `${total.toLocaleString('en')} conversations, the longest with ${long.entries.toLocaleString('en')} entries; medians of ${runs.app.length} runs`;
  return `\n${head}\n${machine}${worst > calm * 1.15 ? ' (busy: measure again)' : ''}\n\n${table(lines)}\n`;
}

function table(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const cell = (text, column) => (column === 0 || column === 3 ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  return lines.map((line) => line.map(cell).join('  ').trimEnd()).join('\n');
}
