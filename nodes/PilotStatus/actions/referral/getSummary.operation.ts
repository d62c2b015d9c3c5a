import type { IDataObject } from 'n8n-workflow';

import { STORES_NOTHING } from '../../../shared/requests/pages';
import { isObject, readList } from '../../../shared/values/json';
import { failureFromOddResponse } from '../../../shared/words/errors';
import { listFields, optionsField } from '../../fields';
import { hintsOf } from '../../hints';
import type { Operation } from '../../operation';
import { filtersField, noteHidden, readDates } from '../pages';

/** `GET /v1/referrals/summary`, which has no paging. */
export const getSummary: Operation = {
	value: 'getSummary',
	name: 'Get Summary',
	action: 'Get summary of referrals',
	description: 'Retrieve how many conversations and messages came from each ad or post',
	fields: [...listFields, filtersField('messages', []), optionsField()],
	writes: false,
	prepare(parameters) {
		const limit = parameters.limit();
		const qs = readDates(parameters, parameters.read('filters') as IDataObject);
		return {
			async run(send) {
				const response = await send({ method: 'GET', path: '/referrals/summary', qs });
				const ads = readList(response, 'ads', 'data');
				if (!ads) throw failureFromOddResponse(200, 'no list of ads');
				const { truncated, piiNotice } = response as IDataObject;
				if (truncated === true) {
					hintsOf(parameters.context).note(
						`Pilot Status gave no more than the ${ads.length} ads with most conversations (truncated). Set 'Start Date' and 'End Date' closer together to see the others.`,
					);
				}
				noteHidden(parameters, piiNotice === STORES_NOTHING);
				return ads.filter(isObject).slice(0, limit);
			},
		};
	},
};
