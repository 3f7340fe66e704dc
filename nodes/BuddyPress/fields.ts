import { locator } from '../kit/index.ts';

export const thread = locator({
  displayName: 'Thread',
  name: 'thread',
  description: 'The thread to work with',
  idPlaceholder: '42',
  id: { regex: '^\\s*\\d+\\s*$', errorMessage: 'A thread ID is a number' },
  url: {
    regex: 'https?://[^\\s]+/messages/view/(\\d+)',
    placeholder: 'https://example.org/members/parley/messages/view/42/',
  },
});
