New-Record NaclRule @{
    AccountId = '111122223333'; Region = 'ap-southeast-4'; NaclId = 'acl-0123456789abcdef0'; NaclName = 'PoCProtectionAZ1'
    VpcId = 'vpc-0123456789abcdef0'; Direction = 'Ingress'; RuleNumber = 32766; Action = 'Allow'; Protocol = 'icmpv6'
    Ports = 'type 134 code 0'; Source = '2001:0db8:1234:5678:9abc:def0::/96'; SourceType = 'Ipv6'; AddressCount = [bigint]::Pow(2, 32)
    InUseCount = 12345; OpenToVpc = $true; OpenToWorld = $false; Reached = $false; DecidedBy = [int[]] (10, 20, 30, 32000)
    SubnetIds = [string[]] @('subnet-0123456789abcdef0') * 4; SubnetNames = [string[]] @('Proof of Concept Public Subnet') * 4
}
