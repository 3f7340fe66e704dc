import type { Draft, Part } from '../../src/platforms/index.ts';
import type { LinkKind, ReactionChange } from '../journal/contract.ts';

/** One call that a delivery needs. All but `send` can be repeated without harm. */
export type Step =
  | {
      readonly do: 'send';
      readonly part: Part;
      /** Names the part among those of its message; see `FILE_PART` and `NOTE_PART`. */
      readonly index: number;
      readonly kind: LinkKind;
      /** What is done instead when the service refuses this part for what it holds. */
      readonly otherwise?: readonly Step[];
    }
  | { readonly do: 'edit'; readonly copyId: string; readonly part: Part }
  | { readonly do: 'delete'; readonly copyId: string }
  | {
      readonly do: 'react';
      readonly copyId: string;
      readonly emoji: string;
      /** What is done instead when the service does not have this reaction. */
      readonly otherwise?: readonly Step[];
    }
  | { readonly do: 'unreact'; readonly copyId: string; readonly emoji: string };

/** What is to be done for a delivery, or why nothing is. */
export type Plan =
  | {
      readonly steps: readonly Step[];
      /** What the message says, as a person reads it and without its author's name. */
      readonly said?: string;
      /** What will then be shown, or no longer be. */
      readonly reaction?: ReactionChange;
      /** What the texts to be sent are made of, without files. */
      readonly draft?: Draft;
      /** Whether it might be written otherwise another time: it depends on which people are known. */
      readonly mayDiffer?: boolean;
    }
  | { readonly skip: string };

/** Parts from this number on are the text of a file that was refused together with it. */
export const CAPTION_PART = 500;
/**
 * Parts from this number on are files of their own, numbered as the attachments of the message. Numbers below are
 * texts. So whatever became of a file, the other parts keep their numbers.
 */
export const FILE_PART = 1000;
/** Parts from this number on stand for files that could not be carried over. */
export const NOTE_PART = 2000;
