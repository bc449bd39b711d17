import { isoSecond } from './instants.ts';
import type { JsonObject } from './json.ts';
import type { Account } from './model.ts';
import { nodeId, type Places } from './places.ts';

/** An account as GitHub shows it inside other things (`simple-user`). */
export function accountAnswer(places: Places, account: Account): JsonObject {
  const url = `${places.apiUrl}/users/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('User', account.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${places.webUrl}/${account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.isOrganization ? 'Organization' : 'User',
    user_view_type: 'public',
    site_admin: false,
  };
}

/** An account as GitHub shows it to itself (`private-user`). */
export function ownAccountAnswer(places: Places, account: Account): JsonObject {
  const at = isoSecond(account.createdAtMs);
  return {
    ...accountAnswer(places, account),
    user_view_type: 'private',
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: at,
    updated_at: at,
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
    plan: { name: 'free', space: 976562499, collaborators: 0, private_repos: 10000 },
  };
}
