import type { DeviceLine } from '../overview/device-line.ts';
import { ActForm, WordsField } from '../parts/Form.tsx';
import { Frame, type PageContext } from '../parts/Frame.tsx';
import { shownTime } from '../parts/words-of.ts';
import { text } from '../text.ts';

/** 设备: every kiosk, those that need somebody first (A52, A75). */
export function DevicesPage({
  context,
  devices,
}: {
  readonly context: PageContext;
  readonly devices: readonly DeviceLine[];
}) {
  return (
    <Frame context={context} screen="devices" title={text('devices.title')} place="/devices">
      {devices.length === 0 ? <p class="nothing">{text('devices.none')}</p> : null}
      {devices.length === 0 ? null : (
        <div class="table">
          <table>
            <caption>{text('devices.caption', { count: devices.length })}</caption>
            <thead>
              <tr>
                <th scope="col">{text('devices.kiosk')}</th>
                <th scope="col">{text('devices.state')}</th>
                <th scope="col">{text('devices.pulled')}</th>
                <th scope="col">{text('devices.lastEntry')}</th>
                <th scope="col" class="number">
                  {text('devices.size')}
                </th>
              </tr>
            </thead>
            <tbody>
              {devices.map((device) => (
                <tr key={device.kiosk} data-kiosk={device.kiosk}>
                  <th scope="row">
                    {device.station}
                    <small>{device.kiosk}</small>
                  </th>
                  <td>
                    <DeviceState device={device} />
                  </td>
                  <td>{device.pulledAt === null ? text('devices.never') : shownTime(device.pulledAt)}</td>
                  <td>
                    {device.lastEntryAt === null ? text('devices.never') : shownTime(device.lastEntryAt)}
                  </td>
                  <td class="number">{device.size}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Alarms context={context} devices={devices} />
    </Frame>
  );
}

function DeviceState({ device }: { readonly device: DeviceLine }) {
  const states: [string, string][] = [];
  if (device.quarantined) states.push(['bad', text('devices.quarantined')]);
  if (device.alarms.length > 0) states.push(['bad', text('devices.alarms', { count: device.alarms.length })]);
  if (device.silent)
    states.push([
      'bad',
      device.silentDays === null
        ? text('devices.silentEver')
        : text('devices.silent', { days: device.silentDays }),
    ]);
  if (states.length === 0) states.push(['good', text('devices.good')]);
  return (
    <>
      {states.map(([kind, words]) => (
        <span key={words} class={`state ${kind}`}>
          {words}
        </span>
      ))}
    </>
  );
}

function Alarms({
  context,
  devices,
}: {
  readonly context: PageContext;
  readonly devices: readonly DeviceLine[];
}) {
  const alarms = devices.flatMap((device) => device.alarms.map((alarm) => ({ device, alarm })));
  if (alarms.length === 0) return null;
  return (
    <section aria-labelledby="alarms">
      <h2 id="alarms">{text('devices.openAlarms')}</h2>
      {alarms.map(({ device, alarm }) => (
        <article key={alarm.id} class="card urgent" data-alarm={alarm.code}>
          <h3>
            {device.station} <small>{device.kiosk}</small>
          </h3>
          <p>
            {text('devices.alarmSays', {
              code: alarm.code,
              at: shownTime(alarm.at),
              record: alarm.record ?? text('devices.noRecord'),
            })}
          </p>
          <p class="quiet">{text('devices.alarmAdvice')}</p>
          {context.session.account.role === 'approver' ? (
            <ActForm
              session={context.session}
              action={`/devices/${device.kiosk}/alarm-settled`}
              act="settle-alarm"
              submit={text('devices.settle')}
            >
              <input type="hidden" name="id" value={alarm.id} />
              <WordsField
                id={`words-${alarm.id}`}
                name="words"
                label={text('devices.settleWords')}
                hint={text('form.noNames')}
              />
            </ActForm>
          ) : (
            <p class="quiet">{text('devices.approverSettles')}</p>
          )}
        </article>
      ))}
    </section>
  );
}
