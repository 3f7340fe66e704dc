import type { SteppedClock } from '../kit/index.ts';

/** A QR code is valid for a minute. */
const QR_VALID_MS = 60_000;
/** How long each step of a start takes here, milliseconds. */
const STEP_MS = 10;

export type InstanceState = 'init' | 'loading' | 'got qr code' | 'authenticated' | 'not_paid';

/** Settings that `GET` and `POST /settings` know, with what a new instance has. */
export const DEFAULT_SETTINGS: Readonly<Record<string, boolean | number | string>> = {
  webhookUrl: '',
  ackNotificationsOn: false,
  chatUpdateOn: false,
  videoUploadOn: true,
  statusNotificationsOn: false,
  instanceStatuses: false,
  webhookStatuses: false,
  guaranteedHooks: false,
  ignoreOldMessages: false,
  processArchive: false,
  proxy: '',
  sendDelay: 0,
  oldMessagesPeriod: 300,
  disableDialogsArchive: false,
  parallelHooks: false,
};

/** The link between the instance and its phone, and the settings. */
export class Instance {
  settings: Record<string, boolean | number | string> = { ...DEFAULT_SETTINGS };
  /** Which numbers are blocked, a regular expression, and what they are told before. */
  bans = { banPhoneMask: '', preBanMessage: '' };
  /** Called after each change of the state. */
  onState: (now: InstanceState, before: InstanceState) => void = () => undefined;
  substatus = 'normal';
  reason: string | undefined;
  readonly #clock: SteppedClock;
  #state: InstanceState = 'authenticated';
  #isPaired = true;
  #qrShownAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: SteppedClock) {
    this.#clock = clock;
  }

  get state(): InstanceState {
    return this.#state;
  }

  get isAuthenticated(): boolean {
    return this.#state === 'authenticated';
  }

  /** Whether the QR code that is shown can still be scanned. */
  get hasFreshQrCode(): boolean {
    return this.#state === 'got qr code' && this.#clock.now() - this.#qrShownAt <= QR_VALID_MS;
  }

  isOn(setting: string): boolean {
    const value = this.settings[setting];
    return value === true || value === 1 || value === 'true' || value === '1';
  }

  logout(): void {
    this.#isPaired = false;
    this.#showQrCode();
  }

  /** A person takes a picture of the QR code with the phone. */
  scanQrCode(): void {
    if (this.#state !== 'got qr code') throw new Error('There is no QR code to scan.');
    if (!this.hasFreshQrCode) throw new Error('The QR code has expired: ask for a new one with /expiry.');
    this.#isPaired = true;
    this.#set('loading');
    this.#set('authenticated');
  }

  renewQrCode(): boolean {
    if (this.#state !== 'got qr code' || this.hasFreshQrCode) return false;
    this.#qrShownAt = this.#clock.now();
    return true;
  }

  reboot(): void {
    clearTimeout(this.#timer);
    this.#set('init');
    this.#timer = setTimeout(() => {
      this.#set('loading');
      this.#timer = setTimeout(() => {
        if (this.#isPaired) this.#set('authenticated');
        else this.#showQrCode();
      }, STEP_MS);
    }, STEP_MS);
  }

  /** Any state, as a test or a visitor wants it. */
  setState(state: InstanceState, details: { substatus?: string; reason?: string } = {}): void {
    clearTimeout(this.#timer);
    this.substatus = details.substatus ?? 'normal';
    this.reason = details.reason;
    if (state === 'got qr code') this.logout();
    else {
      this.#isPaired = true;
      this.#set(state);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #showQrCode(): void {
    this.#qrShownAt = this.#clock.now();
    this.#set('got qr code');
  }

  #set(state: InstanceState): void {
    const before = this.#state;
    this.#state = state;
    if (state === 'authenticated') this.reason = undefined;
    if (before !== state) this.onState(state, before);
  }
}
