import { pathTo } from '../../../shared/requests/path';
import { ofThisKey } from '../../../shared/words/errors';

/**
 * Where a group's endpoints are, and how a 404 names the group.
 * @param tail rest of the path, e.g. `/participants`
 */
export function groupPath(groupId: string, tail = ''): { path: string; about: string } {
	return {
		path: pathTo('/groups', groupId, 'Group', tail),
		about: ofThisKey('group', groupId),
	};
}
