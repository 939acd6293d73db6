$rule = . "$PSScriptRoot/SgRule.ps1"
New-Record SgPeer @{
    Rule = $rule; PeerGroupId = 'sg-0123456789abcdef0'; PeerGroupName = $rule.GroupName; Status = 'NotReferenceable'
    Selected = $true; Reason = $long; AddressCount = 65536; Interfaces = [AwsHardening.SgPeerInterface[]] @()
}
