import { STORES_NOTHING } from '../../../shared/requests/pages';
import { pathTo } from '../../../shared/requests/path';
import { isObject, readField, readObject } from '../../../shared/values/json';
import { failureFromOddResponse, ofThisKey } from '../../../shared/words/errors';
import { optionsField } from '../../fields';
import type { Operation } from '../../operation';
import { noteHidden } from '../pages';
import { withAnswers } from './answers';

/** `GET /v1/leads/{id}`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get lead',
	description: 'Retrieve what somebody wrote into the form of an ad, and which ad it was',
	fields: [
		{
			displayName: 'Lead ID',
			name: 'leadId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.leadId }}',
			description: 'ID of a lead, as Get Many gives it, and the trigger as leadId',
		},
		optionsField(),
	],
	writes: false,
	prepare(parameters) {
		const hint = "Give the 'id' of Get Many, or the 'leadId' of the trigger.";
		const leadId = parameters.id('leadId', 'Lead ID', hint);
		const path = pathTo('/leads', leadId, 'Lead ID');
		return {
			async run(send) {
				const about = ofThisKey('lead', leadId);
				const response = await send({ method: 'GET', path, about, hintForMissing: hint });
				const lead = readObject(response, 'lead', 'data');
				noteHidden(parameters, isObject(response) && response.notice === STORES_NOTHING);
				if (lead && readField(lead, 'id', 'leadgenId', 'formId') !== undefined) {
					return [{ ...withAnswers(parameters, lead), id: (lead.id as string) ?? leadId }];
				}
				throw failureFromOddResponse(200, 'no lead');
			},
		};
	},
};
