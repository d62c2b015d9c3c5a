import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import { toResults } from '../../../shared/participants';
import { groupIdField, optionsField, participantsField } from '../../fields';
import type { Operation } from '../../operation';
import { groupPath } from './path';

/**
 * The four changes of participants differ only in method, path and words.
 * @param tail path after the group, e.g. `/participants`
 */
export function changeParticipants(
	words: Pick<Operation, 'value' | 'name' | 'action' | 'description'>,
	method: IHttpRequestMethods,
	tail: string,
): Operation {
	return {
		...words,
		fields: [groupIdField, participantsField, optionsField()],
		writes: true,
		prepare(parameters) {
			const groupId = parameters.groupId();
			const participants = parameters.participants();
			return {
				async run(send) {
					const answer = await send({
						method,
						...groupPath(groupId, tail),
						body: { participants },
					});
					const results = toResults(answer, participants) as unknown as IDataObject[];
					return [{ groupId, participants: results }];
				},
			};
		},
	};
}
