import type { Resource } from '../operation';
import { group } from './group';
import { message } from './message';

/** Everything that the node can do. */
export const resources: Resource[] = [group, message];
