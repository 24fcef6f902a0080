/** Teams of operators and who supervises them. */
export interface TeamsTable {
  id: string;
  name: string;
  created_at: string;
}

/** An operator is in one team at most. */
export interface TeamOperatorsTable {
  operator_id: string;
  team_id: string;
}

export interface TeamSupervisorsTable {
  user_id: string;
  team_id: string;
}
