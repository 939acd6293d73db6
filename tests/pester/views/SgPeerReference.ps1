$rule = . "$PSScriptRoot/SgRule.ps1"
New-Record SgPeerReference @{
    AccountId = '111122223333'; Region = 'us-east-1'; GroupId = $rule.GroupId; GroupName = $rule.GroupName; Direction = 'Egress'
    Protocol = 'tcp'; Ports = '22'; OldSource = '10.0.0.0/16'; OldRuleId = $rule.RuleId; AddressesBefore = 65536; AddressesAfter = 4
    Peers = [string[]] ('sg-0123456789abcdef0', 'sg-0123456789abcdef1'); NewRuleIds = [string[]] @(); Status = 'Changed'
    ChangeId = '0123456789ab'
}
