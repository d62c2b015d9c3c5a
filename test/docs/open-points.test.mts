/** The page of open points; that each row names tests, and that they exist, is looked at in `docs.test.mts`. */
import { expect, it } from '@jest/globals';

import { SHAPE_VALUES } from 'pilotstatus-reference-server';
import { operations } from './package-facts.mts';
import { NOT_BUILT, readPage } from './pages.mts';

const points = readPage('test/open-points.md').rows.flatMap(({ cells }) => {
	const [point = '', , switches = '', proof = ''] = cells;
	return point === 'point' ? [] : [{ point, switches: switches.split(', '), proof }];
});

it('numbers the open points', () => {
	expect(points.length).toBeGreaterThan(40);
	expect(points.map(({ point }) => Number.parseInt(point, 10))).toEqual(
		points.map((_point, index) => index + 1),
	);
});

it('has every switch of the reference server, and no other', () => {
	const named = points.flatMap(({ switches }) => switches).filter((name) => name !== '');
	expect(named.sort()).toEqual(Object.keys(SHAPE_VALUES).sort());
});

it('says of nothing that it is not built which an operation asks for', () => {
	const asked = operations.flatMap(({ endpoints }) => endpoints);
	const missing = points.flatMap(({ proof }) =>
		proof.startsWith(NOT_BUILT) ? [proof.slice(NOT_BUILT.length)] : [],
	);
	for (const endpoint of missing) expect(endpoint).toMatch(/^[A-Z]+ \/v1\/\S+$/);
	expect(missing.filter((endpoint) => asked.includes(endpoint))).toEqual([]);
});
