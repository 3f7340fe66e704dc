/** Options of a chat room as the plugin keeps and shows them: switches are the texts "0" and "1". */
export interface RoomSettings {
  readonly can_join: readonly string[];
  readonly can_reply: readonly string[];
  readonly only_joined_can_read: string;
  readonly enable_system_messages: string;
  readonly hide_from_thread_list: string;
  readonly [option: string]: unknown;
}

export const ROOM_DEFAULTS: RoomSettings = {
  only_joined_can_read: '0',
  enable_chat_email_notifications: '0',
  can_join: [],
  can_reply: [],
  auto_add: [],
  template: 'default',
  modernLayout: 'default',
  auto_join: '0',
  auto_exclude: '0',
  auto_remove_inactive: '0',
  auto_remove_inactive_days: '30',
  auto_remove_inactive_mode: 'site',
  auto_remove_inactive_roles: [],
  auto_cleanup: '0',
  auto_cleanup_frequency: 'daily',
  auto_cleanup_day: '1',
  auto_cleanup_time: '03:00',
  auto_cleanup_limit: '1000',
  enable_system_messages: '0',
  system_messages_disabled_types: [],
  enable_notifications: '0',
  allow_guests: '0',
  hide_participants: '0',
  hide_participants_count: '0',
  show_online_users: '0',
  open_online_users: '0',
  moderators_can_invite: '0',
  ephemeral_participants: '0',
  group_video_calls: '1',
  group_audio_calls: '1',
  enable_files: '0',
  hide_from_thread_list: '1',
  must_join_message: 'You need to join this chat room to send messages',
  join_button_text: 'Join chat room',
  not_allowed_text: 'You are not allowed to join this chat room',
  not_allowed_reply_text: 'You are not allowed to reply in this chat room',
  must_login_text: 'You need to login to website to send messages',
  login_button_text: 'Login',
  guest_button_text: 'Chat as Guest',
  closed_message: 'This chat room is currently closed',
};
