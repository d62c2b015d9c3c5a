import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import { toResults } from './participants';
import {
	countryCodeOption,
	groupIdField,
	groupOptionsField,
	participantsField,
} from '../../fields';
import type { Operation } from '../../operation';
import { groupPath } from './path';

/**
 * The four changes of participants differ only in method, path and words.
 * @param tail path after the group, e.g. `/participants`
 * @param doneStatus status of a person for whom it was done before: success, where our own first attempt may have done it
 */
export function changeParticipants(
	words: Pick<Operation, 'value' | 'name' | 'action' | 'description'>,
	method: IHttpRequestMethods,
	tail: string,
	doneStatus?: number,
): Operation {
	return {
		...words,
		fields: [groupIdField, participantsField, groupOptionsField(countryCodeOption)],
		writes: true,
		prepare(parameters) {
			const groupId = parameters.groupId();
			const participants = parameters.participants();
			return {
				lane: groupId,
				async run(send) {
					let isRepeated = false;
					const answer = await send({
						method,
						...groupPath(groupId, tail),
						body: { participants },
						onRepeat: () => (isRepeated = true),
					});
					const results = toResults(answer, participants, isRepeated ? doneStatus : undefined);
					return [{ groupId, participants: results as unknown as IDataObject[] }];
				},
			};
		},
	};
}
