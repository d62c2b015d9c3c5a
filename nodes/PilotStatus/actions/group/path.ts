import { ofThisKey } from '../../../shared/words/errors';

/**
 * Where a group's endpoints are, and how a 404 names the group.
 * Ids hold `@`, and on Meta numbers also `:` and `=`, so they are percent-encoded.
 * @param tail rest of the path, e.g. `/participants`
 */
export function groupPath(groupId: string, tail = ''): { path: string; about: string } {
	return {
		path: `/groups/${encodeURIComponent(groupId)}${tail}`,
		about: ofThisKey('group', groupId),
	};
}
