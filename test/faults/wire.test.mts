import { useFaults } from './bench.mts';
import { checkRows } from './wire-suite.mts';
import { wireRows } from './wire-rows.mts';

checkRows(useFaults(), wireRows);
