import type { Resource } from '../../operation';
import { download } from './download.operation';

/** Files that people sent. */
export const media: Resource = { value: 'media', name: 'Media', operations: [download] };
