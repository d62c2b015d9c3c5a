import { z } from 'zod/v4';

import { refuseRepeated, UNIQUE } from './common.mts';

const digits = z.string().regex(/^[1-9]\d{7,14}$/);

export const checkBody = z.strictObject({
	numbers: z
		.array(z.string().regex(/^\+?[1-9]\d{7,14}$/, 'must be E.164 with or without +'))
		.min(1)
		.max(20)
		.superRefine(refuseRepeated)
		.meta(UNIQUE),
});

export const checkAnswer = z.strictObject({
	results: z.array(
		z.strictObject({
			input: z.string(),
			exists: z.boolean(),
			number: digits.nullable(),
			name: z.string().nullable(),
		}),
	),
});
