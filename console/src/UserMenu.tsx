import { usePlatform } from "./platform/context";
import { Icon } from "./ui/Icon";
import { Menu } from "./ui/Menu";
import { chooseTheme, type Theme, useTheme } from "./ui/theme";
import "./styles/user-menu.css";

const THEMES: Theme[] = ["auto", "light", "dark"];

export function UserMenu() {
  const { session } = usePlatform();
  const { name, user, groups } = session.account;
  const theme = useTheme();
  const face = (
    <>
      <span className="avatar" aria-hidden="true">
        {name.slice(0, 1).toUpperCase()}
      </span>
      <span className="user-name">{name}</span>
    </>
  );
  return (
    <Menu label={`Signed in as ${name}`} className="user-button" button={face} place={{}}>
      <div className="about">
        <h2>{name}</h2>
        <p className="mono soft">user:{user}</p>
        <p className="row user-groups">
          {groups.length === 0 && <span className="faint">in no group</span>}
          {groups.map((group) => (
            <span key={group} className="badge">
              group:{group}
            </span>
          ))}
        </p>
      </div>
      <div className="choice" role="group" aria-label="Colours">
        {THEMES.map((choice) => (
          <button
            key={choice}
            type="button"
            aria-pressed={theme === choice}
            onClick={() => chooseTheme(choice)}
          >
            {choice[0]?.toUpperCase() + choice.slice(1)}
          </button>
        ))}
      </div>
      <button type="button" onClick={() => void session.signOut()}>
        <Icon name="out" /> Log out
      </button>
    </Menu>
  );
}
