import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../../shared/values/json';
import { toChoice } from '../../../shared/values/setting';
import { listFields, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { filtersField, idFilter, noteHidden, readDates, readIds, readPages } from '../pages';

const isHidden = (one: unknown) => isObject(one) && one.redacted === true;

/** `GET /v1/referrals`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many referrals',
	description: 'Retrieve a list of messages by which people came from an ad or a post',
	fields: [
		...listFields,
		filtersField('messages', [
			idFilter('Source ID', 'sourceId', 'the ad or post'),
			{
				displayName: 'Source Type',
				name: 'sourceType',
				type: 'options',
				options: [
					{ name: 'Ad', value: 'ad' },
					{ name: 'Post', value: 'post' },
				],
				default: 'ad',
				description: 'Only what came from this kind of source',
			},
		]),
		optionsField(),
	],
	writes: false,
	prepare(parameters) {
		const limit = parameters.limit();
		const filters = parameters.read('filters') as IDataObject;
		const sourceType = toChoice(filters.sourceType, 'Source Type', ['ad', 'post']);
		const qs = {
			...readDates(parameters, filters),
			...readIds(filters, { sourceId: 'Source ID' }),
			...(sourceType && { sourceType }),
		};
		const pages = { path: '/referrals', name: 'referrals', qs };
		return {
			async run(send) {
				const found = await readPages(send, parameters, limit, pages);
				noteHidden(
					parameters,
					found.some((one) => isHidden(one) || isHidden(one.referral)),
				);
				return found;
			},
		};
	},
};
