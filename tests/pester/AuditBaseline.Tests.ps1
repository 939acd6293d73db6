# Enable-AuditBaseline, Get-AuditBaseline and Disable-AuditBaseline, and what a workshop then looks at.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Enable-AuditBaseline' {
    BeforeEach { $session = Connect-AwsHardening -Sandbox Fnd203 }
    AfterEach { Disconnect-AwsHardening }

    It 'sets up trail, recorder and detector in the Regions said' {
        $items = Enable-AuditBaseline -Region us-east-1, eu-west-1
        $items | Should -BeOfType AwsHardening.AuditBaselineItem
        $items.Status | Sort-Object -Unique | Should -Be 'Created'
        ($items | Where-Object Service -EQ 'GuardDuty').Region | Should -Be 'us-east-1', 'eu-west-1'
        (Get-AuditBaseline -Region us-east-1, eu-west-1 | Where-Object Check -NE 'Delivered').State | Sort-Object -Unique | Should -Be 'Yes'
        (Get-HardeningChange -Id $items[0].ChangeId).ResourceType | Should -BeExactly 'AWS::S3::Bucket'
    }

    It 'means all Regions where none is said, and with *' {
        (Enable-AuditBaseline -Include GuardDuty).Count | Should -Be 17
        (Enable-AuditBaseline -Include GuardDuty -Region *).Status | Sort-Object -Unique | Should -Be 'Unchanged'
    }

    It 'corrects the name of the workshop, with a warning' {
        $items = Enable-AuditBaseline -Include CloudTrail -Region us-east-1 -TrailName 'All API Commands across all Regions' -WarningVariable warned -WarningAction SilentlyContinue
        ($items | Where-Object Service -EQ 'CloudTrail').ResourceId | Should -BeExactly 'All-API-Commands-across-all-Regions'
        $warned | Should -HaveCount 1
    }

    It 'takes a prefix, a key, data events and protection plans' {
        $null = Enable-AuditBaseline -Region us-east-1 -KeyPrefix audit/ -KmsKeyId alias/logs -DataEvent AWS::S3::Object -ProtectionPlan RUNTIME_MONITORING -NoncurrentVersionExpirationInDays 90
        $made = (Get-Mutation | Where-Object Operation -EQ 'CreateTrail').Parameters | ConvertFrom-Json
        $made.S3KeyPrefix | Should -BeExactly 'audit'
        $made.KmsKeyId | Should -BeExactly 'alias/logs'
        (Get-Mutation).Operation | Should -Contain 'PutEventSelectors'
        ((Get-Mutation | Where-Object Operation -EQ 'CreateDetector').Parameters | ConvertFrom-Json).Features.Name | Should -Be 'RUNTIME_MONITORING'
        (Get-Mutation).Operation | Should -Contain 'PutBucketLifecycleConfiguration'
    }

    It 'takes the other parts' {
        $null = Enable-AuditBaseline -Region us-east-1 -Include FlowLogs, AccessAnalyzer, EbsEncryption
        (Get-AuditBaseline -Region us-east-1 -Include FlowLogs, AccessAnalyzer, EbsEncryption).State | Sort-Object -Unique | Should -Be 'Yes'
        (Get-Mutation).Operation | Should -Contain 'CreateFlowLogs'
    }

    It 'makes no call that changes anything under -WhatIf, and still says what it would do' {
        (Enable-AuditBaseline -Region us-east-1 -WhatIf).Status | Sort-Object -Unique | Should -Be 'WhatIf'
        Get-Mutation | Should -BeNullOrEmpty
        Get-HardeningChange | Should -BeNullOrEmpty
    }

    It 'does not ask with -Confirm:$false, and takes nobody for no' {
        (Enable-AuditBaseline -Include GuardDuty -Region us-east-1 -Confirm:$false).Status | Should -BeExactly 'Created'
        { Enable-AuditBaseline -Include EbsEncryption -Region us-east-1 -Confirm } | Should -Throw
    }

    It 'writes a plan, which is applied as it stands' {
        $plan = Enable-AuditBaseline -Region us-east-1, eu-west-1 -PlanOnly
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        Get-Mutation | Should -BeNullOrEmpty
        $plan | Invoke-HardeningPlan | Should -HaveCount $plan.Changes.Count
        Enable-AuditBaseline -Region us-east-1, eu-west-1 -PlanOnly | Should -BeNullOrEmpty
    }

    It 'reports a Region that is not enabled' {
        Enable-AuditBaseline -Region us-east-1, mx-central-1 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RegionNotEnabled,*'
        { Enable-AuditBaseline -Region us-east-1, mx-central-1 -ErrorAction Stop } | Should -Throw -ErrorId 'RegionNotEnabled*'
    }

    It 'is undone in all Regions by one command, but for the logs' {
        $items = Enable-AuditBaseline -Region us-east-1, eu-west-1
        Undo-HardeningChange (Get-HardeningChange -Id $items[0].ChangeId).SetId -ErrorAction SilentlyContinue -ErrorVariable problem | Should -HaveCount $items.Count
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'BucketNotEmpty,*'
        (Get-AuditBaseline -Region us-east-1, eu-west-1).State | Sort-Object -Unique | Should -Be 'No'
    }
}

Describe 'Disable-AuditBaseline' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1 -BucketName example-logs
    }
    AfterEach { Disconnect-AwsHardening }

    It 'removes what was made and keeps the logs' {
        $items = Disable-AuditBaseline -Confirm:$false
        ($items | Where-Object Service -EQ 'Bucket').Status | Should -BeExactly 'Kept'
        ($items | Where-Object Service -NE 'Bucket').Status | Sort-Object -Unique | Should -Be 'Removed'
    }

    It 'deletes the logs when the name of the bucket is said' {
        (Disable-AuditBaseline -PurgeBucket -ConfirmBucketName example-logs -Confirm:$false | Where-Object Service -EQ 'Bucket').Status | Should -BeExactly 'Removed'
    }

    It 'keeps them when another name is said' {
        $items = Disable-AuditBaseline -PurgeBucket -ConfirmBucketName other -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PurgeNotConfirmed,*'
        ($items | Where-Object Service -EQ 'Bucket').Status | Should -BeExactly 'Kept'
    }

    It 'changes nothing under -WhatIf and with -PlanOnly' {
        $calls = (Get-Mutation).Count
        $null = Disable-AuditBaseline -PurgeBucket -WhatIf
        (Disable-AuditBaseline -PlanOnly).Changes.ResourceType | Should -Contain 'AWS::CloudTrail::Trail'
        (Get-Mutation).Count | Should -Be $calls
    }
}

Describe 'Looking back at what was changed' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1
        $done = @(Get-SgRule | Where-Object OpenToVpc | Set-SgPeerReference)
    }
    AfterEach { Disconnect-AwsHardening }

    It 'tells who changed a group in one line' {
        $events = Get-TrailEvent $done[0].GroupId -ReadOnly $false
        $events.EventName | Should -Contain 'AuthorizeSecurityGroupIngress' -Because ($events.EventName -join ', ')
        $events.UserName | Sort-Object -Unique | Should -Be 'admin'
        (Get-TrailEvent -UserName admin -EventName RevokeSecurityGroup*).Count | Should -BeGreaterThan 0
    }

    It 'reads the same from log files' {
        $null = Get-TrailEvent -EventName NoSuchCall
        $folder = Join-Path $TestDrive 'logs'
        $null = New-Item -ItemType Directory $folder
        $records = (Get-TrailEvent).Record -join ','
        Set-Content -LiteralPath (Join-Path $folder '1_CloudTrail_us-east-1_x.json') -NoNewline -Value "{`"Records`":[$records]}"
        (Get-TrailEvent -Path $folder -EventName CreateDetector).EventName | Should -Be 'CreateDetector'
        { Get-TrailEvent -Path "$TestDrive/none" -ErrorAction Stop } | Should -Throw -ErrorId 'TrailLogNotFound*'
    }

    It 'stops following when it has been told enough' {
        $first = Get-TrailEvent -Follow -Since ([DateTimeOffset]'2026-01-01T00:00:00Z') | Select-Object -First 2
        $first | Should -HaveCount 2
        $first[0].Time | Should -BeLessOrEqual $first[1].Time
    }

    It 'shows the timeline of a group with what changed and who did it' {
        $timeline = @($done[0] | Get-ConfigTimeline)
        $timeline[0].Status | Should -BeExactly 'Discovered'
        $timeline[-1].Changes | Should -Not -BeNullOrEmpty
        $timeline[-1].Cause.UserName | Should -BeExactly 'admin'
        (Get-ConfigTimeline sg-00000000000000000 -ErrorAction SilentlyContinue -ErrorVariable problem) | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
    }

    It 'joins all of it on one resource, in time order' {
        $history = @($done[0] | Get-ResourceHistory)
        $history.Source | Sort-Object -Unique | Should -Be 'Change', 'Configuration', 'Event'
        $history.Time | Should -Be ($history.Time | Sort-Object)
    }
}

Describe 'GuardDuty findings' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Enable-AuditBaseline -Region us-east-1 -Include GuardDuty
    }
    AfterEach { Disconnect-AwsHardening }

    It 'counts as the workshop does' {
        $null = New-SampleFinding
        $counts = Get-ThreatFinding | Group-Object SeverityLabel -AsHashTable
        $counts.High.Count, $counts.Medium.Count, $counts.Low.Count | Should -Be 9, 31, 5
    }

    It 'takes a type apart' {
        $finding = New-SampleFinding 'Backdoor:EC2/C&CActivity.B!DNS'
        $finding.Purpose, $finding.ResourceType, $finding.Family, $finding.Mechanism, $finding.Artifact | Should -Be 'Backdoor', 'EC2', 'C&CActivity', 'B', 'DNS'
        $finding.ActionType, $finding.DataSource, $finding.Sample | Should -Be 'DNS_REQUEST', 'DNS logs', $true
        $other = New-SampleFinding UnauthorizedAccess:IAMUser/UnusualASNCaller
        $other.ActionType, $other.DataSource, $other.ResourceId | Should -Be 'AWS_API_CALL', 'CloudTrail', 'GeneratedFindingUserName'
    }

    It 'archives, and takes that back' {
        $null = New-SampleFinding
        Get-ThreatFinding -SeverityLabel High | Hide-ThreatFinding
        (Get-ThreatFinding).Count | Should -Be 36
        (Get-ThreatFinding -IncludeArchived).Count | Should -Be 45
        $null = Get-HardeningChange | Where-Object ResourceType -EQ 'AWS::GuardDuty::Findings' | Where-Object Why -Like 'Archives*' | Undo-HardeningChange
        (Get-ThreatFinding).Count | Should -Be 45
    }

    It 'changes nothing under -WhatIf' {
        $null = New-SampleFinding 'Backdoor:EC2/XORDDOS'
        $calls = (Get-Mutation).Count
        Get-ThreatFinding | Hide-ThreatFinding -WhatIf
        New-SampleFinding -WhatIf | Should -BeNullOrEmpty
        (Get-Mutation).Count | Should -Be $calls
    }

    It 'says where there is no detector' {
        Get-ThreatFinding -Region eu-west-1 -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'DetectorNotFound,*'
    }
}
