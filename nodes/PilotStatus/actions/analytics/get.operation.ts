import { IANAZone } from 'luxon';

import { readField, readObject } from '../../../shared/values/json';
import { isBlank } from '../../../shared/values/marks';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { Failure, quote } from '../../../shared/words/failure';
import { optionsField } from '../../fields';
import type { Operation } from '../../operation';

/** `GET /v1/analytics/dashboard`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get analytics',
	description:
		'Retrieve how many messages were sent, delivered, read and failed, and how many on each day',
	fields: [
		{
			displayName: 'Timezone',
			name: 'timezone',
			type: 'string',
			default: '',
			placeholder: 'e.g. America/Sao_Paulo',
			description: "Where the days begin and end; the workflow's time zone when empty",
		},
		optionsField(),
	],
	writes: false,
	prepare(parameters) {
		const hint = 'Give a name such as America/Sao_Paulo, or leave it empty.';
		const given = parameters.optionalText('timezone', 'Timezone', hint).trim();
		const tz = isBlank(given) ? parameters.context.getTimezone() : given;
		if (!IANAZone.isValidZone(tz)) {
			throw new Failure(`${quote(given)} in 'Timezone' is not a time zone`, hint);
		}
		return {
			async run(send) {
				const response = await send({ method: 'GET', path: '/analytics/dashboard', qs: { tz } });
				const figures = readObject(response, 'data');
				if (figures && readField(figures, 'totalSent', 'statusDistribution') !== undefined) {
					return [figures];
				}
				throw failureFromOddResponse(200, 'no figures');
			},
		};
	},
};
