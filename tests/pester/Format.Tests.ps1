# Every table, rendered 120 columns wide.
BeforeDiscovery {
    $names = 'SgRule', 'SgPeer', 'SgPeerReference', 'HardeningChange', 'PendingRevert', 'HardeningPlan', 'HardeningPlanChange', 'StateBucket',
        'HardeningSession', 'CallerIdentity', 'AccountSnapshot', 'AccountSnapshotDifference'
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    # Makes a record without its constructor: the views read properties, whoever set them.
    function New-Record([string] $Type, [hashtable] $Values) {
        $record = [System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject([type] "AwsHardening.$Type")
        foreach ($name in $Values.Keys) {
            $field = $record.GetType().GetField("<$name>k__BackingField", 'Instance,NonPublic')
            $field.SetValue($record, [System.Management.Automation.LanguagePrimitives]::ConvertTo($Values[$name], $field.FieldType))
        }
        $record
    }

    $long = 'Longer than any column that a sensible person would make ' * 3
    $rule = New-Record SgRule @{
        AccountId = '111122223333'; Region = 'ap-southeast-4'; RuleId = 'sgr-0123456789abcdef0'; GroupId = 'sg-0123456789abcdef0'
        GroupName = 'WebApp Application Load Balancer Security Group'; VpcId = 'vpc-0123456789abcdef0'; Direction = 'Ingress'
        Protocol = 'icmpv6'; Ports = '10000-65535'; Source = '2001:0db8:1234:5678:9abc:def0::/96'; SourceType = 'Ipv6'
        Description = $long; AddressCount = [bigint]::Pow(2, 32); InUseCount = 12345; OpenToVpc = $true; OpenToWorld = $false
    }
    $reference = @{
        AccountId = '111122223333'; Region = 'us-east-1'; GroupId = $rule.GroupId; GroupName = $rule.GroupName; Direction = 'Egress'
        Protocol = 'tcp'; Ports = '22'; OldSource = '10.0.0.0/16'; OldRuleId = $rule.RuleId; AddressesBefore = 65536; AddressesAfter = 4
        Peers = [string[]] ('sg-0123456789abcdef0', 'sg-0123456789abcdef1'); NewRuleIds = [string[]] @(); Status = 'Changed'
        ChangeId = '0123456789ab'
    }
    $planned = New-Record HardeningPlanChange @{
        ChangeId = '0123456789ab'; ResourceId = 'sg-0123456789abcdef0'; ResourceName = $rule.GroupName; Action = $long; Irreversible = $true
        Cost = 'a'; Owner = 'b'; Risks = [string[]] 'c'
    }
    $samples = @{
        SgRule           = $rule
        SgPeer           = New-Record SgPeer @{
            Rule = $rule; PeerGroupId = 'sg-0123456789abcdef0'; PeerGroupName = $rule.GroupName; Status = 'NotReferenceable'
            Selected = $true; Reason = $long; AddressCount = 65536; Interfaces = [AwsHardening.SgPeerInterface[]] @()
        }
        SgPeerReference  = New-Record SgPeerReference $reference
        HardeningChange  = New-Record HardeningChange @{
            ChangeId = '0123456789ab'; SetId = 's'; Time = [datetimeoffset] '2026-11-22T00:17:00Z'; AccountId = '111122223333'
            Region = 'us-east-1'; ResourceType = 'AWS::EC2::SecurityGroup'; ResourceId = 'sg-0123456789abcdef0'; Status = 'Interrupted'; Why = $long
        }
        StateBucket      = New-Record StateBucket @{
            Name = 'a-name-of-sixty-three-characters-which-is-what-s3-allows-at-most'; Arn = 'arn:aws:s3:::a'; Region = 'ap-southeast-4'
            Versioning = 'Suspended'; Encryption = 'aws:kms:dsse'; PublicAccessBlocked = $true; TlsOnly = $true; Status = 'Unchanged'
            ChangeId = '0123456789ab'
        }
        PendingRevert    = New-Record PendingRevert @{
            Id = '0123456789ab'; RevertAt = [datetimeoffset] '2026-11-22T00:17:00Z'; Status = 'Waiting'; AccountId = '111122223333'
            Region = 'ap-southeast-4'; OutlivesShell = $true; Problem = $long
        }
        HardeningPlan    = New-Record HardeningPlan @{
            PlanId = '0123456789ab'; AccountId = '111122223333'; Region = 'ap-southeast-4'; ExpiresAt = [datetimeoffset] '2026-11-29T00:17:00Z'
            Changes = [AwsHardening.HardeningPlanChange[]] @($planned)
        }
        HardeningPlanChange = $planned
        HardeningSession = New-Record HardeningSession @{
            AccountId = '111122223333'; Partition = 'aws-us-gov'; Region = 'ap-southeast-4'; CredentialSource = $long; Sandbox = 'SecurityEssentials'
            EndpointUrl = "http://127.0.0.1:5000/$long"
        }
        AccountSnapshot  = New-Record AccountSnapshot @{
            Path = "/somewhere/$long"; AccountId = '111122223333'; Region = 'ap-southeast-4'; ExportedAt = [datetimeoffset] '2026-11-22T00:17:00Z'
            ResourceCount = 123456; Unread = [string[]] ('AWS::EC2::RouteTable', 'AWS::EC2::EgressOnlyInternetGateway'); Length = 1234567
        }
        AccountSnapshotDifference = New-Record AccountSnapshotDifference @{
            ResourceType = 'AWS::EC2::EgressOnlyInternetGateway'; ResourceId = 'eigw-0123456789abcdef0'; Change = 'Changed'
            Members = [AwsHardening.AccountSnapshotMember[]] (
                [AwsHardening.AccountSnapshotMember]::new('Tags[Owner]', $null, "`"$long`""), [AwsHardening.AccountSnapshotMember]::new('State', '"a"', '"b"'))
        }
        CallerIdentity   = New-Record CallerIdentity @{
            AccountId = '111122223333'; PrincipalType = 'FederatedUser'; PrincipalName = $long; Region = 'ap-southeast-4'; Partition = 'aws'
            Arn = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/somebody@example.com'; UserId = 'x'
        }
    }
}

Describe 'The table of <_>' -ForEach $names {
    It 'has no line wider than 120 columns, and every header whole' {
        $lines = ($samples[$_] | Out-String -Width 120) -split '\r?\n' -replace "`e\[[0-9;]*m"
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }

        [xml] $views = Get-Content (Join-Path $ModulePath 'AwsHardening.Format.ps1xml')
        $view = $views.Configuration.ViewDefinitions.View | Where-Object Name -EQ $_
        $header = $lines | Where-Object { $_ -match "\b$($view.TableControl.TableHeaders.TableColumnHeader[0].Label)\b" } | Select-Object -First 1
        $header | Should -Not -BeNullOrEmpty
        foreach ($label in $view.TableControl.TableHeaders.TableColumnHeader.Label) { $header | Should -Match "\b$label\b" }
    }

    It 'is a table by nature' {
        $samples[$_] | Out-String -Width 120 | Should -Match '---'
    }

    It 'leaves its last column at least 12 columns' {
        [xml] $views = Get-Content (Join-Path $ModulePath 'AwsHardening.Format.ps1xml')
        $view = $views.Configuration.ViewDefinitions.View | Where-Object Name -EQ $_
        $widths = $view.TableControl.TableHeaders.TableColumnHeader | Where-Object Width | ForEach-Object { [int] $_.Width + 1 }
        120 - ($widths | Measure-Object -Sum).Sum | Should -BeGreaterOrEqual 12
    }
}

Describe 'What the tables say' {
    It 'groups rules by their group, and shows the count as people read it' {
        $text = $rule | Out-String -Width 120
        $text | Should -Match ([regex]::Escape('Group: WebApp Application Load Balancer Security Group (sg-0123456789abcdef0) in vpc-0123456789abcdef0'))
        $text | Should -Match '4,294,967,296'
    }

    It 'shows a count of <Count> as <Text>' -ForEach @(
        @{ Count = 0; Text = '0' }, @{ Count = 65536; Text = '65,536' }, @{ Count = [bigint]::Pow(2, 33) - 1; Text = '8,589,934,591' }
        @{ Count = [bigint]::Pow(2, 64); Text = '2^64' }, @{ Count = [bigint]::Pow(2, 64) + 1; Text = '~2^64' }
        @{ Count = $null; Text = 'unknown' }
    ) {
        [AwsHardening.TableText]::Addresses($Count) | Should -BeExactly $Text
    }

    It 'shows a rule as open to <Text> when world is <World> and VPC is <Vpc>' -ForEach @(
        @{ World = $true; Vpc = $false; Text = 'world' }, @{ World = $false; Vpc = $true; Text = 'VPC' }
        @{ World = $false; Vpc = $false; Text = '' }, @{ World = $null; Vpc = $false; Text = 'unknown' }
        @{ World = $false; Vpc = $null; Text = 'unknown' }
    ) {
        [AwsHardening.TableText]::Open((New-Record SgRule @{ OpenToWorld = $World; OpenToVpc = $Vpc })) | Should -BeExactly $Text
    }

    It 'says of a plan that nothing was changed' {
        $reference.Remove('ChangeId')
        $reference.Status = 'WhatIf'
        New-Record SgPeerReference $reference | Out-String -Width 120 | Should -Match 'not changed'
    }

    It 'marks what a reviewer must not overlook' {
        [AwsHardening.TableText]::MarksOf($planned) | Should -BeExactly 'irreversible, risk, costs, owned'
        [AwsHardening.TableText]::Marks($samples.HardeningPlan) | Should -BeExactly 'costs, irreversible, owned, risk'
    }

    It 'shows times in UTC' {
        [AwsHardening.TableText]::Time([datetimeoffset] '2026-11-22T02:17:00+02:00') | Should -BeExactly '2026-11-22 00:17:00Z'
    }
}
