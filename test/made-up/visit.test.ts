/** A kind made of two declarations and nothing else, over HTTP on the one-machine home's store. */
import { inProcess } from '../in-process.ts';
import { tellStory } from './story.ts';
import { part, visit } from './visit.ts';

tellStory(() => inProcess({ kinds: [visit, part] }));
