import { describe, expect, it } from '@jest/globals';

import { failed, withProgress } from '../../nodes/PilotStatus/output.ts';
import type { Outcome } from '../../nodes/PilotStatus/output.ts';
import { Failure } from '../../nodes/shared/words/failure.ts';

describe('the output of an item', () => {
	it.each([
		[{}, 'Mend it.'],
		[{ statusCode: 500 }, 'Mend it. [500]'],
		[{ code: 'A_B', statusCode: 400 }, 'Mend it. [A_B, 400]'],
	])('has %j behind the hint on the error output', (facts, message) => {
		const context = { getNode: () => ({ onError: 'continueErrorOutput' }) } as never;
		const failure = new Failure('No', 'Mend it.', facts);
		expect(failed(context, failure)).toEqual({ error: 'No', message });
	});

	const no = new Failure('No', 'Mend it.', { statusCode: 400 });
	it.each<[string, Outcome[], string]>([
		['nothing further', [no], 'Mend it.'],
		['none', [no, undefined], 'Mend it. No item was accepted; not tried: item 1 (counted from 0).'],
		['one', [[], no], 'Mend it. Accepted: item 0 (counted from 0).'],
		['several', [[], [], [], no, []], 'Mend it. Accepted: items 0 to 2, 4 (counted from 0).'],
		[
			'all kinds',
			[[], no, no, undefined, [], undefined, no],
			'Mend it. Accepted: items 0, 4; failed too: items 2, 6; not tried: items 3, 5 (counted from 0).',
		],
		['two in a row', [no, [], []], 'Mend it. Accepted: items 1 to 2 (counted from 0).'],
	])('that failed says what became of the others: %s', (_what, outcomes, hint) => {
		const failure = withProgress(no, outcomes.indexOf(no), outcomes);
		expect(failure).toMatchObject({ sentence: 'No', hint, facts: { statusCode: 400 } });
	});
});
