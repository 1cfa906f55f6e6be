import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../frame/fault';
import { describePlantedBugs } from '../frame/planted';
import { seedOfRun } from '../frame/random';
import { describeFaults } from '../frame/run';
import { printTable, writeDocument } from '../frame/table';
import { plantedBugs as bugs } from './planted-bugs';

const seed = seedOfRun();
const faults = readdirSync(__dirname)
  .filter((name) => name.endsWith('.fault.ts'))
  .map((name) => (require(join(__dirname, name)) as { readonly fault: Fault }).fault);

const rows = describeFaults(faults, 'long', seed);
const caught = describePlantedBugs(bugs, 'long', seed);

afterAll(() => {
  const report = { faults, rows, bugs, caught, seed };
  printTable(report);
  if (process.env['WRITE_FAULT_TABLE'] === '1') writeDocument(report);
});
