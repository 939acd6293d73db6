# The module against somebody else's idea of EC2: set up with the aws CLI, changed by the cmdlets, read back with the aws CLI.

Describe 'A third-party endpoint' {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        $moto = Start-Moto $TestDrive
        if (-not $moto) { return }
        Import-TestModule
        $endpoint = $moto.Endpoint
        function Invoke-Cli([string] $Command) { Invoke-AwsCli $endpoint @($Command -split ' ') }

        function Get-CliRule { (Invoke-Cli "ec2 describe-security-group-rules --filters Name=group-id,Values=$web").SecurityGroupRules }

        $vpc = (Invoke-Cli "ec2 create-vpc --cidr-block 10.0.0.0/16").Vpc.VpcId
        $subnet = (Invoke-Cli "ec2 create-subnet --vpc-id $vpc --cidr-block 10.0.1.0/24").Subnet.SubnetId
        $web = (Invoke-Cli "ec2 create-security-group --group-name web --description web --vpc-id $vpc").GroupId
        $admin = (Invoke-Cli "ec2 create-security-group --group-name admin --description admin --vpc-id $vpc").GroupId
        $image = (Invoke-Cli "ec2 describe-images --max-results 5").Images[0].ImageId
        foreach ($group in $web, $admin) {
            $null = Invoke-Cli "ec2 run-instances --image-id $image --count 2 --subnet-id $subnet --security-group-ids $group"
        }

        # An interface that is attached to nothing takes part in nothing.
        $null = Invoke-Cli "ec2 create-network-interface --subnet-id $subnet --groups $web"

        # Web servers initiate nothing; administration comes from the VPC, and from a trusted network on the same port.
        $null = Invoke-Cli "ec2 revoke-security-group-egress --group-id $web --protocol all --cidr 0.0.0.0/0"
        $ranges = '[{CidrIp=10.0.0.0/16,Description=Administration},{CidrIp=192.168.7.0/24,Description=Trusted}]'
        $null = Invoke-Cli "ec2 authorize-security-group-ingress --group-id $web --ip-permissions IpProtocol=tcp,FromPort=22,ToPort=22,IpRanges=$ranges"
        $null = Invoke-Cli "ec2 authorize-security-group-ingress --group-id $web --protocol tcp --port 443 --cidr 0.0.0.0/0"
        $before = Get-CliRule

        $connection = @{ Credential = [pscredential]::new('testing', (New-Secret 'testing')); Region = 'us-east-1'; EndpointUrl = $endpoint }
        $session = Connect-AwsHardening @connection
    }

    AfterAll {
        if ($moto) {
            Disconnect-AwsHardening
            Stop-Process -Id $moto.Process.Id
        }
    }

    BeforeEach {
        if (-not $moto) { Set-ItResult -Skipped -Because $NoMoto }
    }

    It 'shows the rules that the aws CLI made' {
        $rules = Get-SgRule -GroupId $web
        $rules.RuleId | Sort-Object | Should -Be ($before.SecurityGroupRuleId | Sort-Object)
        $open = @($rules | Where-Object OpenToVpc)
        $open.Source | Should -Be '10.0.0.0/16'
        ($rules | Where-Object OpenToWorld).Ports | Should -Be '443'
    }

    It 'names the caller' {
        (Get-CallerIdentity).AccountId | Should -Be (Invoke-Cli "sts get-caller-identity").Account
    }

    It 'plans without changing anything' {
        $null = Get-SgRule -GroupId $web | Where-Object OpenToVpc | Set-SgPeerReference -WhatIf
        (Get-CliRule).SecurityGroupRuleId | Sort-Object | Should -Be ($before.SecurityGroupRuleId | Sort-Object)
    }

    It 'replaces the open rule, and touches neither the trusted rule on the same port nor the others' {
        $script:done = Get-SgRule -GroupId $web | Where-Object OpenToVpc | Set-SgPeerReference -ErrorAction Stop
        $done.AddressesAfter | Should -Be 2
        $now = Get-CliRule
        $gone = $before | Where-Object CidrIpv4 -EQ '10.0.0.0/16'
        $now.SecurityGroupRuleId | Should -Not -Contain $gone.SecurityGroupRuleId
        foreach ($kept in $before | Where-Object CidrIpv4 -NE '10.0.0.0/16') { $now.SecurityGroupRuleId | Should -Contain $kept.SecurityGroupRuleId }
        $new = $now | Where-Object SecurityGroupRuleId -NotIn $before.SecurityGroupRuleId
        $new | Should -HaveCount 1
        $new.ReferencedGroupInfo.GroupId | Should -Be $admin
        $new.FromPort, $new.ToPort, $new.IpProtocol | Should -Be 22, 22, 'tcp'

        # Of references to groups, moto shows the description with the group only, not with the rule.
        $pairs = (Invoke-Cli "ec2 describe-security-groups --group-ids $web").SecurityGroups.IpPermissions.UserIdGroupPairs
        $pairs.Description | Should -Match '^Administration; replaces 10\.0\.0\.0/16'
    }

    It 'takes it back, or refuses where the endpoint does not show what was made' {
        $shown = Get-CliRule
        $undone = $done | Undo-HardeningChange -ErrorAction SilentlyContinue -ErrorVariable problem
        if (-not ($shown | Where-Object SecurityGroupRuleId -In $done.NewRuleIds).Description) {
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'ChangeDrifted,*'
            (Get-CliRule).SecurityGroupRuleId | Sort-Object | Should -Be ($shown.SecurityGroupRuleId | Sort-Object)
            return
        }

        $undone | Should -HaveCount 1
        $key = { "$($_.IsEgress) $($_.IpProtocol) $($_.FromPort) $($_.ToPort) $($_.CidrIpv4) $($_.ReferencedGroupInfo.GroupId) $($_.Description)" }
        Get-CliRule | ForEach-Object $key | Sort-Object | Should -Be ($before | ForEach-Object $key | Sort-Object)
    }

    It 'reaches the endpoint by parameters alone' {
        Disconnect-AwsHardening
        Set-Content $env:AWS_SHARED_CREDENTIALS_FILE "[moto]`naws_access_key_id = testing`naws_secret_access_key = testing"
        Get-SgRule -GroupId $web -EndpointUrl $endpoint -Region us-east-1 -ProfileName moto | Should -HaveCount 3
    }

    It 'is copied with its buckets into a snapshot, and the copy is copied again without a difference' {
        $null = Invoke-Cli 's3api create-bucket --bucket acme-logs'
        $null = Invoke-Cli 's3api put-bucket-versioning --bucket acme-logs --versioning-configuration Status=Enabled'
        $null = Invoke-Cli 's3api put-bucket-tagging --bucket acme-logs --tagging TagSet=[{Key=Owner,Value=ops}]'
        $null = Invoke-Cli 's3api create-bucket --bucket acme-far --create-bucket-configuration LocationConstraint=eu-west-1'
        Set-Content $env:AWS_SHARED_CREDENTIALS_FILE "[moto]`naws_access_key_id = testing`naws_secret_access_key = testing"
        $there = @{ EndpointUrl = $endpoint; Region = 'us-east-1'; ProfileName = 'moto' }
        $rules = (Get-SgRule @there).RuleId

        # What moto does not know of an account is said, and nothing else is.
        $written = Export-AccountSnapshot "$TestDrive/moto.snapshot" @there -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be $written.Unread.Count
        $written.Unread | Should -Not -Contain 'AWS::EC2::SecurityGroupRule'
        $written.Unread | Where-Object { $_ -like 'AWS::S3*' } | Should -BeNullOrEmpty

        $copy = Connect-AwsHardening -Sandbox "$TestDrive/moto.snapshot"
        (Get-SgRule -ErrorAction SilentlyContinue).RuleId | Sort-Object | Should -Be ($rules | Sort-Object)
        $null = Export-AccountSnapshot "$TestDrive/again.snapshot" -ErrorAction SilentlyContinue
        # Who rehearses on a copy has this policy of AWS's own.
        Compare-AccountSnapshot "$TestDrive/moto.snapshot" "$TestDrive/again.snapshot" |
            Where-Object { $_.Change -ne 'Unknown' -and $_.ResourceId -notlike 'arn:aws:iam::aws:policy/AdministratorAccess' } | Should -BeNullOrEmpty

        # Versions are kept there already, so that the copy is not asked to keep them; the tag of others stays.
        $bucket = New-StateBucket acme-logs -Tag @{ Purpose = 'state' }
        $bucket.Status | Should -Be 'Adopted'
        $writes = $copy.GetSandboxCalls() | Where-Object Mutating
        $writes.Operation | Should -Not -Contain 'PutBucketVersioning'
        $tags = (($writes | Where-Object Operation -EQ 'PutBucketTagging').Parameters | ConvertFrom-Json).Tagging.TagSet
        $tags.Key | Sort-Object | Should -Be 'Owner', 'Purpose'
        { New-StateBucket acme-far -ErrorAction Stop } | Should -Throw
        (Invoke-Cli 's3api get-bucket-tagging --bucket acme-logs').TagSet.Key | Should -Be 'Owner'
    }
}
