New-Record SgRule @{
    AccountId = '111122223333'; Region = 'ap-southeast-4'; RuleId = 'sgr-0123456789abcdef0'; GroupId = 'sg-0123456789abcdef0'
    GroupName = 'WebApp Application Load Balancer Security Group'; VpcId = 'vpc-0123456789abcdef0'; Direction = 'Ingress'
    Protocol = 'icmpv6'; Ports = '10000-65535'; Source = '2001:0db8:1234:5678:9abc:def0::/96'; SourceType = 'Ipv6'
    Description = $long; AddressCount = [bigint]::Pow(2, 32); InUseCount = 12345; OpenToVpc = $true; OpenToWorld = $false
}
