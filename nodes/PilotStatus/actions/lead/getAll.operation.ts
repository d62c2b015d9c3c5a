import type { IDataObject } from 'n8n-workflow';

import { listFields, optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { filtersField, idFilter, readDates, readIds, readPages } from '../pages';
import { withAnswers } from './answers';

/** `GET /v1/leads`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many leads',
	description: 'Retrieve a list of people who filled in the form of an ad, newest first',
	fields: [
		...listFields,
		filtersField('leads whose form was sent', [
			idFilter('Ad ID', 'adId', 'the ad'),
			idFilter('Form ID', 'formId', 'the form'),
			idFilter('Page ID', 'pageId', 'the Facebook page'),
		]),
		optionsField(),
	],
	writes: false,
	prepare(parameters) {
		const limit = parameters.limit();
		const filters = parameters.read('filters') as IDataObject;
		const ids = readIds(filters, { adId: 'Ad ID', formId: 'Form ID', pageId: 'Page ID' });
		const qs = { ...readDates(parameters, filters), ...ids };
		const pages = { path: '/leads', name: 'leads', qs };
		return {
			async run(send) {
				const leads = await readPages(send, parameters, limit, pages);
				return leads.map((lead) => withAnswers(parameters, lead));
			},
		};
	},
};
